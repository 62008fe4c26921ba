# /// wrong answer
# check = "test_free_energy_values"
# kind = "wrong_value"
# hint.en = """
# Your hidden bias c stands outside the logarithm. It belongs to what a hidden unit gains when
# it is on, inside."""
# hint.es = """
# Tu sesgo oculto c está fuera del logaritmo. Pertenece a lo que gana una unidad oculta al
# encenderse, dentro."""
# ///
"""c stands outside the logarithm."""


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -(v @ b) - F.softplus(v @ W).sum(dim=1) - c.sum()


def right_free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    D, H = W.shape
    if D <= H:
        log_Z = torch.logsumexp(-right_free_energy(all_states(D, b), W, b, c), dim=0)
    else:
        log_Z = torch.logsumexp(-right_free_energy(all_states(H, b), W.T, c, b), dim=0)
    return -right_free_energy(v, W, b, c) - log_Z
