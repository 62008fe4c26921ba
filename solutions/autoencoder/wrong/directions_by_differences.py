# /// wrong answer
# check = "test_directions_tolerance"
# kind = "wrong_value"
# hint.en = """
# You seem to count the noise of finite differences: it is larger than tol. PyTorch differentiates
# reconstruct exactly."""
# hint.es = """
# Parece que cuentas el ruido de diferencias finitas: es mayor que tol. PyTorch deriva reconstruct
# con exactitud."""
# ///
"""Central differences in place of the Jacobian."""


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    shifts = 1e-5 * torch.eye(len(x), dtype=x.dtype)
    with torch.no_grad():
        J = (reconstruct(x + shifts) - reconstruct(x - shifts)) / 2e-5
    stretches = torch.linalg.svdvals(J)
    return int((stretches > tol * stretches[0]).sum())
