# /// wrong answer
# check = "test_dropout_training"
# kind = "wrong_value"
# hint.en = """
# Where u is exactly p you drop. It is kept there: u comes from [0, 1), and with p = 0 nothing may
# be dropped, not even at u = 0."""
# hint.es = """
# Donde u es justo p tú quitas. Ahí se conserva: u sale de [0, 1), y con p = 0 no se puede quitar
# nada, ni siquiera en u = 0."""
# ///
"""What is exactly p is dropped."""


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    if not training:
        return x
    return torch.where(u > p, x / (1 - p), 0)
