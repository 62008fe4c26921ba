# /// wrong answer
# check = "test_log_prob_values"
# kind = "wrong_value"
# hint.en = """
# These are no probabilities: the Z of the machine at the top is missing."""
# hint.es = """
# Esto no son probabilidades: falta la Z de la máquina de arriba."""
# ///
"""Z is missing."""


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    if len(layers) == 1:
        return -free_energy(v, *layers[0])
    W, b, c = layers[0]
    h = all_states(len(c), c)
    fields = h @ W.T + b
    log_given = v @ fields.T - F.softplus(fields).sum(dim=1)
    return torch.logsumexp(log_given + dbn_log_prob(h, layers[1:]), dim=1)
