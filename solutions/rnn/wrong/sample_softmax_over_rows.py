# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = """
# Your softmax runs over the rows (dim=0). Each row is a distribution over the V tokens: dim=1."""
# hint.es = """
# Tu softmax recorre las filas (dim=0). Cada fila es una distribución sobre los V símbolos:
# dim=1."""
# ///
"""The softmax runs over the batch."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits / temperature, dim=0).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
