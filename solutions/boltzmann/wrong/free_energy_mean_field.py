# /// wrong answer
# check = "test_free_energy_values"
# kind = "wrong_value"
# hint.en = """
# You put the hidden probabilities into the energy. F sums over all hidden states, which is more
# than the energy at their mean: their entropy is missing."""
# hint.es = """
# Pones las probabilidades ocultas en la energía. F suma sobre todos los estados ocultos, que es
# más que la energía en su media: falta su entropía."""
# ///
"""The energy at the hidden units' mean."""


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    h = torch.sigmoid(v @ W + c)
    return -(v @ b) - ((v @ W + c) * h).sum(dim=1)


def right_free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    D, H = W.shape
    if D <= H:
        log_Z = torch.logsumexp(-right_free_energy(all_states(D, b), W, b, c), dim=0)
    else:
        log_Z = torch.logsumexp(-right_free_energy(all_states(H, b), W.T, c, b), dim=0)
    return -right_free_energy(v, W, b, c) - log_Z
