# /// wrong answer
# check = "test_log_prob_values"
# kind = "wrong_value"
# hint.en = """
# The hidden units count twice: with c of the lower machine and with b of the upper one. c serves
# the way up alone."""
# hint.es = """
# Las ocultas cuentan dos veces: con c de la máquina inferior y con b de la superior. c solo sirve
# hacia arriba."""
# ///
"""c counts as a prior, too."""


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    if len(layers) == 1:
        return stack_log_prob(v, layers)
    W, b, c = layers[0]
    h = all_states(len(c), c)
    fields = h @ W.T + b
    log_given = v @ fields.T - F.softplus(fields).sum(dim=1)
    return torch.logsumexp(log_given + h @ c + stack_log_prob(h, layers[1:]), dim=1)
