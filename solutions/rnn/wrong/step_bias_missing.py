# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "The result is right for b = 0 only: your bias does not reach the sum."
# hint.es = "El resultado solo es correcto con b = 0: tu sesgo no llega a la suma."
# ///
"""The bias is left out."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h @ Wh)
