# /// wrong answer
# check = "test_dropout_training"
# kind = "wrong_value"
# hint.en = """
# What is kept stays as large as it was: on average your outputs are smaller than without dropout,
# and after training they would suddenly grow."""
# hint.es = """
# Lo que se conserva no se agranda: en promedio tus salidas son menores que sin dropout, y después
# de entrenar crecerían de golpe."""
# ///
"""What is kept stays as large as it was."""


def dropout(x: Tensor, u: Tensor, p: float, training: bool) -> Tensor:
    if not training:
        return x
    return torch.where(u >= p, x, 0)
