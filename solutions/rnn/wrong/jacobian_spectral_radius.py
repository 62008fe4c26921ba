# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# This is the largest absolute eigenvalue of the product. It says what happens in the long run; how
# much a change can grow on the way is the largest singular value."""
# hint.es = """
# Este es el mayor valor propio, en módulo, del producto. Dice qué pasa a la larga; cuánto puede
# crecer un cambio por el camino lo dice el mayor valor singular."""
# ///
"""The largest eigenvalue."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = product @ (Wh * (1 - h**2)[:, None, :])
        norms.append(torch.linalg.eigvals(product).abs().amax(dim=-1))
    return torch.stack(norms, dim=1)
