# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = "You always take the most likely token: that is greedy choice, not sampling. u decides."
# hint.es = """
# Tomas siempre el símbolo más probable: eso es una elección voraz, no un muestreo. Decide u."""
# ///
"""Always the most likely token."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    tokens = logits.argmax(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
