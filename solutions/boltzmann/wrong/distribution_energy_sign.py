# /// wrong answer
# check = "test_distribution_values"
# kind = "wrong_value"
# hint.en = """
# You take e to the +E. The lower the energy, the more probable the state: it is e to the -E."""
# hint.es = """
# Tomas e elevado a +E. Cuanto menor la energía, más probable el estado: es e elevado a -E."""
# ///
"""High energies are probable."""


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    energies = energy(all_states(len(b), b), W, b)
    log_Z = torch.logsumexp(energies, dim=0)
    return torch.exp(energies - log_Z), log_Z


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p = torch.softmax(-energy(states, W, b), dim=0)
    dW = v.T @ v / len(v) - states.T @ (p[:, None] * states)
    dW.fill_diagonal_(0)
    return dW, v.mean(dim=0) - p @ states
