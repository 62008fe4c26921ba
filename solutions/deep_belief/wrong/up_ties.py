# /// wrong answer
# check = "test_up_ties"
# kind = "wrong_value"
# hint.en = """
# Where u equals p you draw 1. The rule of the statement is u < p."""
# hint.es = """
# Donde u es igual a p sacas 1. La regla del enunciado es u < p."""
# ///
"""1 where u <= p."""


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, b, c), u in zip(layers, us, strict=True):
        v = (u <= torch.sigmoid(v @ W + c)).to(v.dtype)
        states.append(v)
    return states
