# /// wrong answer
# check = "test_probe_odd"
# kind = "wrong_value"
# hint.en = """
# With a column of ones your equations are right, but they lose their digits where codes are far
# from 0. Take the means off first."""
# hint.es = """
# Con una columna de unos tus ecuaciones son correctas, pero pierden cifras cuando los códigos están
# lejos de 0. Resta primero las medias."""
# ///
"""The bias is the weight of a column of ones, and no mean is taken off."""


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    targets = functional.one_hot(y, classes).to(z.dtype)
    off = torch.cat([z, torch.ones(len(z), 1, dtype=z.dtype)], dim=1)
    penalty = l2 * torch.eye(off.shape[1], dtype=z.dtype)
    penalty[-1, -1] = 0
    A = torch.linalg.solve(off.T @ off + penalty, off.T @ targets)
    return A[:-1], A[-1]
