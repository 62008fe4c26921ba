# /// wrong answer
# check = "test_distribution_values"
# kind = "wrong_value"
# hint.en = """
# You return Z. Asked for is its logarithm: Z itself is soon beyond the numbers of a computer."""
# hint.es = """
# Devuelves Z. Se pide su logaritmo: Z misma pronto no cabe en los números de un ordenador."""
# ///
"""Z in place of its logarithm."""


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    minus_energies = -energy(all_states(len(b), b), W, b)
    log_Z = torch.logsumexp(minus_energies, dim=0)
    return torch.exp(minus_energies - log_Z), torch.exp(log_Z)
