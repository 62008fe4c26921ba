# /// wrong answer
# check = "test_bump_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The bump is right, but afterwards the caller's x is another: an operation with an underscore at
# its end, or *=, changes the tensor that was handed in."""
# hint.es = """
# La meseta es correcta, pero después la x de quien llama es otra: una operación que termina en
# guion bajo, o *=, cambia el tensor recibido."""
# ///
"""x is multiplied by w in place."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    x *= w
    return h * (torch.sigmoid(x - w * s) - torch.sigmoid(x - w * t))
