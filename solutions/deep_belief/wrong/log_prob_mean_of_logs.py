# /// wrong answer
# check = "test_log_prob_values"
# kind = "wrong_value"
# hint.en = """
# You average ln p(v | h). The sum over h is one of probabilities: the logarithm is taken of the
# whole."""
# hint.es = """
# Promedias ln p(v | h). La suma sobre h es de probabilidades: el logaritmo se toma del total."""
# ///
"""A mean of logarithms."""


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    if len(layers) == 1:
        return stack_log_prob(v, layers)
    W, b, c = layers[0]
    h = all_states(len(c), c)
    fields = h @ W.T + b
    log_given = v @ fields.T - F.softplus(fields).sum(dim=1)
    return log_given @ torch.exp(stack_log_prob(h, layers[1:]))
