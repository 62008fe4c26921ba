# /// wrong answer
# check = "test_edges_values"
# kind = "wrong_value"
# hint.en = "You compare with the pixel to the right alone: lines that lie flat are missing."
# hint.es = "Solo comparas con el píxel de la derecha: faltan las líneas horizontales."
# ///
"""Only to the right."""


def edges(x: Tensor, t: float) -> Tensor:
    right = F.pad((x[..., :, 1:] - x[..., :, :-1]).abs(), (0, 1))
    change = right.amax(dim=1, keepdim=True)
    return (change > t).to(x.dtype)
