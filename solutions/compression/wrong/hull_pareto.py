# /// wrong answer
# check = "test_hull"
# kind = "wrong_shape"
# hint.en = """
# You keep every point that no other beats in both. But two neighbours, used by turns, reach all
# that lies on the straight line between them: what lies above that line is nobody's best."""
# hint.es = """
# Conservas todo punto al que ningún otro gana en las dos cosas. Pero dos vecinos, usados por
# turnos, alcanzan todo lo que está en la recta entre ellos: lo que queda por encima de esa
# recta no es lo mejor para nadie."""
# ///
"""Not dominated, but not convex."""


def rate_distortion(points: Tensor) -> Tensor:
    order = sorted(range(len(points)), key=lambda i: points[i].tolist())
    kept: list[int] = []
    for i in order:
        if not kept or points[i, 1] < points[kept[-1], 1]:
            kept.append(i)
    return torch.tensor(kept, dtype=torch.int64)
