# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = """
# You divide the probabilities by the temperature, so they no longer add up to 1. It divides the
# logits, before the softmax."""
# hint.es = """
# Divides las probabilidades por la temperatura, y ya no suman 1. Divide los logits, antes de la
# softmax."""
# ///
"""The temperature divides the probabilities."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = (torch.softmax(logits, dim=1) / temperature).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
