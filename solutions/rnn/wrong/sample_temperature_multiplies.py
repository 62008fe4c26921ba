# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = """
# You multiply the logits by the temperature. Divide by it: a high temperature makes the
# distribution flatter, a low one sharper."""
# hint.es = """
# Multiplicas los logits por la temperatura. Divide por ella: una temperatura alta aplana la
# distribución, una baja la afila."""
# ///
"""The temperature multiplies the logits."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits * temperature, dim=1).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
