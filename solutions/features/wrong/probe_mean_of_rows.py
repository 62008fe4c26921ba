# /// wrong answer
# check = "test_probe_values"
# kind = "wrong_value"
# hint.en = """
# Your λ stands beside the mean over the rows, so that it grows with them. Here it stands beside
# the sum."""
# hint.es = """
# Tu λ está junto a la media sobre las filas, así que crece con ellas. Aquí está junto a la
# suma."""
# ///
"""λ stands beside a mean over the rows."""


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    targets = functional.one_hot(y, classes).to(z.dtype)
    middle, share = z.mean(dim=0), targets.mean(dim=0)
    off = z - middle
    penalty = len(z) * l2 * torch.eye(z.shape[1], dtype=z.dtype)
    A = torch.linalg.solve(off.T @ off + penalty, off.T @ (targets - share))
    return A, share - middle @ A
