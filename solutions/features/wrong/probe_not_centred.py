# /// wrong answer
# check = "test_probe_values"
# kind = "wrong_value"
# hint.en = """
# Your weights are fitted as if there was no bias. Take the means off the codes first, and only
# then solve."""
# hint.es = """
# Tus pesos se ajustan como si no hubiera sesgo. Resta primero las medias de los códigos, y
# resuelve después."""
# ///
"""The weights are fitted without a bias, which is added afterwards."""


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    targets = functional.one_hot(y, classes).to(z.dtype)
    middle, share = z.mean(dim=0), targets.mean(dim=0)
    off = z
    penalty = l2 * torch.eye(z.shape[1], dtype=z.dtype)
    A = torch.linalg.solve(off.T @ off + penalty, off.T @ (targets - share))
    return A, share - middle @ A
