# /// wrong answer
# check = "test_straight_through_inside"
# kind = "wrong_gradient"
# hint.en = """
# You round with torch.round, whose gradient is 0 everywhere: a network before it learns
# nothing. The difference between the rounded and the given value is a constant; what is added
# to it is u."""
# hint.es = """
# Redondeas con torch.round, cuyo gradiente es 0 en todas partes: una red que está antes no
# aprende nada. La diferencia entre el valor redondeado y el dado es una constante; lo que se le
# suma es u."""
# ///
"""The gradient of round: zero."""


def straight_through(u: Tensor, levels: int) -> Tensor:
    return torch.round(u.clamp(0, 1) * (levels - 1)) / (levels - 1)
