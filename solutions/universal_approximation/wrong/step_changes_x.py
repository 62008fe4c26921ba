# /// wrong answer
# check = "test_step_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The answer is right, but afterwards the caller's x is another: an operation with an underscore at
# its end (sub_, mul_) or -= changes the tensor that was handed in."""
# hint.es = """
# La respuesta es correcta, pero después la x de quien llama es otra: una operación que termina en
# guion bajo (sub_, mul_) o -= cambia el tensor recibido."""
# ///
"""x is shifted in place."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return torch.sigmoid(x.sub_(s).mul_(w))


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t)))
