# /// wrong answer
# check = "test_probe_values"
# kind = "wrong_value"
# hint.en = """
# Your penalty holds for the bias as well. It pulls all answers towards 0; the bias is left alone
# here."""
# hint.es = """
# Tu penalización alcanza también al sesgo. Tira de todas las respuestas hacia 0; aquí el sesgo
# queda libre."""
# ///
"""The bias is penalised, too."""


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    targets = functional.one_hot(y, classes).to(z.dtype)
    wide = torch.cat([z, torch.ones_like(z[:, :1])], dim=1)
    penalty = l2 * torch.eye(wide.shape[1], dtype=z.dtype)
    both = torch.linalg.solve(wide.T @ wide + penalty, wide.T @ targets)
    return both[:-1], both[-1]
