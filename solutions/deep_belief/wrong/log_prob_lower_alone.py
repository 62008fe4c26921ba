# /// wrong answer
# check = "test_log_prob_values"
# kind = "wrong_value"
# hint.en = """
# This is what the lowest machine believes alone. How probable its hidden states are is for the
# machines above to say."""
# hint.es = """
# Esto es lo que cree sola la máquina más baja. Lo probables que son sus estados ocultos lo dicen
# las máquinas de encima."""
# ///
"""The lowest machine alone."""


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    W, b, c = layers[0]
    if len(b) <= len(c):
        states = all_states(len(b), b)
        return -free_energy(v, W, b, c) - torch.logsumexp(-free_energy(states, W, b, c), dim=0)
    states = all_states(len(c), c)
    return -free_energy(v, W, b, c) - torch.logsumexp(-free_energy(states, W.T, c, b), dim=0)
