# /// wrong answer
# check = "test_directions_tolerance"
# kind = "wrong_value"
# hint.en = """
# You count with a limit of the library's, not with tol times the largest singular value."""
# hint.es = "Cuentas con un límite de la biblioteca, no con tol veces el mayor valor singular."
# ///
"""The rank that the library sees."""


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    J = torch.autograd.functional.jacobian(lambda each: reconstruct(each[None])[0], x)
    return int(torch.linalg.matrix_rank(J))
