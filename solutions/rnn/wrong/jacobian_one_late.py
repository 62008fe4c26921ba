# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# Your first entry is the norm of the identity: you are one step late. hs[:, 0] is the state after
# the first step, which is one Jacobian away from h0."""
# hint.es = """
# Tu primera entrada es la norma de la identidad: vas un paso tarde. hs[:, 0] es el estado tras el
# primer paso, que está a un jacobiano de h0."""
# ///
"""Starts with the identity's norm."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        norms.append(torch.linalg.matrix_norm(product.expand(len(h), -1, -1), ord=2))
        product = product @ (Wh * (1 - h**2)[:, None, :])
    return torch.stack(norms, dim=1)
