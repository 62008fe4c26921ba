# /// wrong answer
# check = "test_log_prob_large"
# kind = "not_finite"
# ///
"""Probabilities are computed before their logarithm."""


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    if len(layers) == 1:
        _, b, _ = layers[0]
        everything = torch.exp(-free_energy(all_states(len(b), b), *layers[0]))
        return torch.log(torch.exp(-free_energy(v, *layers[0])) / everything.sum())
    W, b, c = layers[0]
    h = all_states(len(c), c)
    fields = h @ W.T + b
    log_given = v @ fields.T - F.softplus(fields).sum(dim=1)
    return torch.log(torch.exp(log_given + dbn_log_prob(h, layers[1:])).sum(dim=1))
