# /// wrong answer
# check = "test_likelihood_values"
# kind = "wrong_value"
# hint.en = """
# Your Z sums over the rows that you were handed. It sums over all states there are."""
# hint.es = """
# Tu Z suma sobre las filas que recibes. Debe sumar sobre todos los estados que hay."""
# ///
"""Z sums over the rows of v."""


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return torch.log_softmax(-free_energy(v, W, b, c), dim=0)
