# /// wrong answer
# check = "test_sample_extremes"
# kind = "wrong_value"
# hint.en = """
# With u = 0 you draw token 0 even if its probability is 0. Asked for is the first token whose
# cumulative probability exceeds u: greater, not equal."""
# hint.es = """
# Con u = 0 sacas el símbolo 0 aunque su probabilidad sea 0. Se pide el primer símbolo cuya
# probabilidad acumulada supera a u: mayor, no igual."""
# ///
"""A token of probability zero can be drawn."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    tokens = (cumulative < u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
