# /// wrong answer
# check = "test_free_energy_large"
# kind = "not_finite"
# ///
"""The exponential is taken as it is."""


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -(v @ b) - torch.log(1 + torch.exp(v @ W + c)).sum(dim=1)


def right_free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    D, H = W.shape
    if D <= H:
        log_Z = torch.logsumexp(-right_free_energy(all_states(D, b), W, b, c), dim=0)
    else:
        log_Z = torch.logsumexp(-right_free_energy(all_states(H, b), W.T, c, b), dim=0)
    return -right_free_energy(v, W, b, c) - log_Z
