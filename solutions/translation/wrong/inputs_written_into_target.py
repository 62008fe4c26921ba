# /// wrong answer
# check = "test_inputs_shifted"
# kind = "wrong_value"
# hint.en = """
# Your answer is right, but you wrote it into the target that you were given, which is still
# needed for the loss."""
# hint.es = """
# Tu respuesta es correcta, pero la escribiste en el objetivo que te pasaron, que aún hace falta
# para la pérdida."""
# ///
"""The target itself is shifted."""


def decoder_inputs(target: Tensor) -> Tensor:
    start = torch.full_like(target[:, :1], START)
    target[:, 1:] = target[:, :-1].clone()
    target[:, :1] = start
    return target
