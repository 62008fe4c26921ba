# /// wrong answer
# check = "test_probe_odd"
# kind = "wrong_shape"
# hint.en = """
# You count the classes that occur. There are as many columns as classes says."""
# hint.es = """
# Cuentas las clases que aparecen. Hay tantas columnas como dice classes."""
# ///
"""There are columns for the classes up to the largest that occurs alone."""


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    targets = functional.one_hot(y).to(z.dtype)
    middle, share = z.mean(dim=0), targets.mean(dim=0)
    off = z - middle
    penalty = l2 * torch.eye(z.shape[1], dtype=z.dtype)
    A = torch.linalg.solve(off.T @ off + penalty, off.T @ (targets - share))
    return A, share - middle @ A
