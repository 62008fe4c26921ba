# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = """
# You add up the probabilities from the last token to the first. That draws from the same
# distribution, but the statement asks for the order 0, 1, 2 …, so that the answer is the same for
# everybody."""
# hint.es = """
# Acumulas las probabilidades del último símbolo al primero. Saca de la misma distribución, pero el
# enunciado pide el orden 0, 1, 2 …, para que la respuesta sea la misma para todos."""
# ///
"""Adds up from the last token."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits / temperature, dim=1).flip(1).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return logits.shape[1] - 1 - tokens.clamp(max=logits.shape[1] - 1)
