# /// wrong answer
# check = "test_tower_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The tower is right, but afterwards the caller's x is another: an operation with an underscore at
# its end, or *=, changes the tensor that was handed in."""
# hint.es = """
# La torre es correcta, pero después la x de quien llama es otra: una operación que termina en guion
# bajo, o *=, cambia el tensor recibido."""
# ///
"""x is multiplied by w in place."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    x *= w
    bumps = torch.sigmoid(x - w * s) - torch.sigmoid(x - w * t)
    return h * torch.sigmoid(w * (bumps.sum(dim=1) - 1.5))
