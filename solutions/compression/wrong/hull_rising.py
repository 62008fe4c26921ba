# /// wrong answer
# check = "test_hull"
# kind = "wrong_shape"
# hint.en = """
# Your curve goes on where it rises again: more bits for more error. It ends at the smallest
# distortion, at the lowest rate that reaches it."""
# hint.es = """
# Tu curva sigue donde vuelve a subir: más bits para más error. Termina en la menor distorsión,
# con la menor tasa que la alcanza."""
# ///
"""The rising part of the hull is kept."""


def rate_distortion(points: Tensor) -> Tensor:
    order = sorted(range(len(points)), key=lambda i: points[i].tolist())
    hull: list[int] = []
    for i in order:
        if hull and points[i, 0] == points[hull[-1], 0]:
            continue
        while len(hull) > 1:
            (ax, ay), (bx, by), (cx, cy) = points[[hull[-2], hull[-1], i]].tolist()
            if (by - ay) * (cx - ax) < (cy - ay) * (bx - ax):
                break
            hull.pop()
        hull.append(i)
    return torch.tensor(hull, dtype=torch.int64)
