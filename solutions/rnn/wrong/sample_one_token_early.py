# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = """
# You take the last token whose cumulative probability does not exceed u. Take the next one: the
# first that exceeds it."""
# hint.es = """
# Tomas el último símbolo cuya probabilidad acumulada no supera a u. Toma el siguiente: el primero
# que la supera."""
# ///
"""Takes the token before."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    tokens = ((cumulative <= u[:, None]).sum(dim=1) - 1).clamp(min=0)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
