# /// wrong answer
# check = "test_free_energy_values"
# kind = "wrong_value"
# hint.en = """
# The visible biases have a plus. All terms of F have a minus: a bias that likes a unit on
# lowers its energy."""
# hint.es = """
# Los sesgos visibles llevan un más. Todos los términos de F llevan un menos: un sesgo que
# prefiere la unidad encendida baja su energía."""
# ///
"""The visible bias has a plus."""


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return v @ b - F.softplus(v @ W + c).sum(dim=1)


def right_free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    D, H = W.shape
    if D <= H:
        log_Z = torch.logsumexp(-right_free_energy(all_states(D, b), W, b, c), dim=0)
    else:
        log_Z = torch.logsumexp(-right_free_energy(all_states(H, b), W.T, c, b), dim=0)
    return -right_free_energy(v, W, b, c) - log_Z
