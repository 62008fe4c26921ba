# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You multiply by the transpose of Wh. Here states are rows and Wh stands on their right as it is,
# so no transpose is needed. Wh is square, so its shape does not warn you."""
# hint.es = """
# Multiplicas por la traspuesta de Wh. Aquí los estados son filas y Wh va a su derecha tal cual, así
# que no hace falta trasponer. Wh es cuadrada, así que su forma no te avisa."""
# ///
"""The recurrent weights are transposed."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h @ Wh.T + b)
