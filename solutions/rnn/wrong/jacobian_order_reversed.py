# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# Your factors stand in the wrong order: with Wh diag(1 - h²) for each step, the first step's factor
# is leftmost. Matrix products don't commute, and their norms differ."""
# hint.es = """
# Tus factores están en el orden contrario: con Wh diag(1 - h²) en cada paso, el factor del primer
# paso va a la izquierda. El producto de matrices no conmuta, y las normas difieren."""
# ///
"""Each new factor stands on the wrong side."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = (Wh * (1 - h**2)[:, None, :]) @ product
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    return torch.stack(norms, dim=1)
