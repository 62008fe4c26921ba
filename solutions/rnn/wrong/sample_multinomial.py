# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = """
# You draw with torch.multinomial, which takes random numbers of its own. Here they are given: u,
# one a row, so that the same u always gives the same tokens."""
# hint.es = """
# Sacas con torch.multinomial, que usa sus propios números al azar. Aquí se dan: u, uno por fila,
# para que el mismo u dé siempre los mismos símbolos."""
# ///
"""Draws with torch.multinomial."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    tokens = torch.multinomial(torch.softmax(logits / temperature, dim=1), 1)[:, 0]
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
