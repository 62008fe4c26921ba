# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# A kernel that found nothing, whose best answer is below 0, counts in your logits. The ReLU is
# missing."""
# hint.es = """
# Un kernel que no encontró nada, cuya mejor respuesta es menor que 0, cuenta en tus logits. Falta
# la ReLU."""
# ///
"""No ReLU."""


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    found = conv2d(x, w, b).flatten(2).amax(dim=2)
    return found @ V + c
