# /// wrong answer
# check = "test_distribution_large"
# kind = "not_finite"
# ///
"""Exponentials are summed as they are."""


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    weights = torch.exp(-energy(all_states(len(b), b), W, b))
    Z = weights.sum()
    return weights / Z, torch.log(Z)


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p = torch.softmax(-energy(states, W, b), dim=0)
    dW = v.T @ v / len(v) - states.T @ (p[:, None] * states)
    dW.fill_diagonal_(0)
    return dW, v.mean(dim=0) - p @ states
