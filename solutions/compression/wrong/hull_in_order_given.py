# /// wrong answer
# check = "test_hull"
# kind = "wrong_value"
# hint.en = """
# The right points, in the order in which they were given. Asked for is the order of their
# rates, the smallest first."""
# hint.es = """
# Los puntos correctos, en el orden en que se dieron. Se pide el orden de sus tasas, la menor
# primero."""
# ///
"""Sorted by row."""


def rate_distortion(points: Tensor) -> Tensor:
    order = sorted(range(len(points)), key=lambda i: points[i].tolist())
    hull: list[int] = []
    for i in order:
        if hull and points[i, 1] >= points[hull[-1], 1]:
            continue
        while len(hull) > 1:
            (ax, ay), (bx, by), (cx, cy) = points[[hull[-2], hull[-1], i]].tolist()
            if (by - ay) * (cx - ax) < (cy - ay) * (bx - ax):
                break
            hull.pop()
        hull.append(i)
    return torch.tensor(sorted(hull), dtype=torch.int64)
