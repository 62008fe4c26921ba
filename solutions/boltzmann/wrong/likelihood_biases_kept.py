# /// wrong answer
# check = "test_likelihood_values"
# kind = "raised"
# ///
"""The layers are exchanged, and their biases are not."""


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    D, H = W.shape
    if D <= H:
        log_Z = torch.logsumexp(-free_energy(all_states(D, b), W, b, c), dim=0)
    else:
        log_Z = torch.logsumexp(-free_energy(all_states(H, b), W.T, b, c), dim=0)
    return -free_energy(v, W, b, c) - log_Z
