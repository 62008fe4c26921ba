# /// wrong answer
# check = "test_strokes_values"
# kind = "wrong_value"
# hint.en = "One scale serves both axes: yours changes the proportions of a drawing."
# hint.es = "Una sola escala sirve para los dos ejes: la tuya cambia las proporciones del dibujo."
# ///
"""Each axis has its own scale."""


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_full((1, 2), CENTRE), places[:-1]])
    lifted = points[:, 2].double()
    strokes = torch.zeros(length, 5, dtype=torch.float64)
    strokes[:P, :2] = (places - before) / (
        scale * (places - before).std(dim=0, correction=0).clamp(min=1e-3)
    )
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P:, 4] = 1
    return strokes.float()
