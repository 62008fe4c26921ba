# /// wrong answer
# check = "test_directions_dead"
# kind = "wrong_value"
# hint.en = """
# Where nothing comes through, all singular values are 0, and 0 is not greater than 0: the answer is
# 0."""
# hint.es = """
# Donde no pasa nada, todos los valores singulares son 0, y 0 no es mayor que 0: la respuesta es
# 0."""
# ///
"""Counted is what is not less than the limit."""


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    J = torch.autograd.functional.jacobian(lambda each: reconstruct(each[None])[0], x)
    stretches = torch.linalg.svdvals(J)
    return int((stretches >= tol * stretches[0]).sum())
