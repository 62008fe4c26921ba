# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# You give the norms of the way from each state to the last one. Asked for is the way from h0 to
# each state."""
# hint.es = """
# Das las normas del camino de cada estado hasta el último. Se pide el camino de h0 a cada
# estado."""
# ///
"""From each state to the last one."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.flip(1).unbind(dim=1):
        product = (Wh * (1 - h**2)[:, None, :]) @ product
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    return torch.stack(norms[::-1], dim=1)
