# /// wrong answer
# check = "test_hull_odd"
# kind = "wrong_shape"
# hint.en = """
# You keep points that lie on the straight line between two others. At the one price at which
# they are as good, their neighbours are as good, too: they are smaller than all others at none."""
# hint.es = """
# Conservas puntos que están en la recta entre otros dos. Con el único precio con el que son
# igual de buenos, sus vecinos también lo son: con ninguno son menores que todos los demás."""
# ///
"""Points on an edge are kept."""


def rate_distortion(points: Tensor) -> Tensor:
    order = sorted(range(len(points)), key=lambda i: points[i].tolist())
    hull: list[int] = []
    for i in order:
        if hull and points[i, 1] >= points[hull[-1], 1]:
            continue
        while len(hull) > 1:
            (ax, ay), (bx, by), (cx, cy) = points[[hull[-2], hull[-1], i]].tolist()
            if (by - ay) * (cx - ax) <= (cy - ay) * (bx - ax):
                break
            hull.pop()
        hull.append(i)
    return torch.tensor(hull, dtype=torch.int64)
