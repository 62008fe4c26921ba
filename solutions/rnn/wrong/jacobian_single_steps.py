# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# This is the norm of each step's own Jacobian. The way from h0 to hs[:, t] leads through all the
# steps up to t: multiply their Jacobians."""
# hint.es = """
# Esta es la norma del jacobiano de cada paso por separado. El camino de h0 a hs[:, t] pasa por
# todos los pasos hasta t: multiplica sus jacobianos."""
# ///
"""The norm of each step on its own."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = Wh * (1 - h**2)[:, None, :]
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    return torch.stack(norms, dim=1)
