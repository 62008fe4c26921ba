# /// wrong answer
# check = "test_dropout_training"
# kind = "wrong_value"
# hint.en = "You keep where u < p: p is the probability of being dropped, not of being kept."
# hint.es = "Conservas donde u < p: p es la probabilidad de quitar, no la de conservar."
# ///
"""p is taken for the probability of being kept."""


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    if not training:
        return x
    return torch.where(u < p, x / max(p, 1e-300), 0)
