# /// wrong answer
# check = "test_sample_extremes"
# kind = "wrong_value"
# hint.en = """
# In floating point the probabilities can add up to a little less than 1. If u lies in between, you
# return V, a token that there is not; then it is the last one."""
# hint.es = """
# En coma flotante las probabilidades pueden sumar un poco menos de 1. Si u cae en ese hueco
# devuelves V, un símbolo que no existe; en ese caso es el último."""
# ///
"""Rounding can give a token that there is not."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens
