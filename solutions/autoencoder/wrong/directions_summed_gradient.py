# /// wrong answer
# check = "test_directions_counted"
# kind = "wrong_value"
# hint.en = """
# backward of a sum gives the sum of the rows of the Jacobian, one vector, and that has rank 1 at
# most. A Jacobian needs a row for every output."""
# hint.es = """
# backward de una suma da la suma de las filas del jacobiano, un solo vector, y su rango es a lo
# sumo 1. Un jacobiano necesita una fila por salida."""
# ///


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    x = x.clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(reconstruct(x[None]).sum(), x)
    J = gradient[None]
    stretches = torch.linalg.svdvals(J)
    return int((stretches > tol * stretches[0]).sum())
