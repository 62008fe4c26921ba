# /// wrong answer
# check = "test_distribution_values"
# kind = "wrong_value"
# hint.en = """
# You number the states with unit 0 as the highest bit. Here it is the lowest: index 1 is the
# state in which unit 0 alone is on."""
# hint.es = """
# Numeras los estados con la unidad 0 como el bit más alto. Aquí es el más bajo: el índice 1 es
# el estado en el que solo la unidad 0 está encendida."""
# ///
"""Unit 0 is the highest bit."""


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    minus_energies = -energy(all_states(len(b), b).flip(1), W, b)
    log_Z = torch.logsumexp(minus_energies, dim=0)
    return torch.exp(minus_energies - log_Z), log_Z


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p = torch.softmax(-energy(states, W, b), dim=0)
    dW = v.T @ v / len(v) - states.T @ (p[:, None] * states)
    dW.fill_diagonal_(0)
    return dW, v.mean(dim=0) - p @ states
