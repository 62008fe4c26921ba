# /// wrong answer
# check = "test_likelihood_values"
# kind = "raised"
# hint.en = """
# Where you sum over the hidden states, the layers change places, and so must their biases."""
# hint.es = """
# Donde sumas sobre los estados ocultos, las capas cambian de lugar, y sus sesgos también deben."""
# ///
"""The layers are exchanged, and their biases are not."""


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    D, H = W.shape
    if D <= H:
        log_Z = torch.logsumexp(-free_energy(all_states(D, b), W, b, c), dim=0)
    else:
        log_Z = torch.logsumexp(-free_energy(all_states(H, b), W.T, b, c), dim=0)
    return -free_energy(v, W, b, c) - log_Z
