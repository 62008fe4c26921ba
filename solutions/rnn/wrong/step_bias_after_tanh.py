# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You add the bias after the tanh. It belongs inside, with the two products: otherwise the state
# leaves the range from -1 to 1."""
# hint.es = """
# Sumas el sesgo después de la tanh. Va dentro, con los dos productos: si no, el estado se sale del
# intervalo de -1 a 1."""
# ///
"""The bias is added after the tanh."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x @ Wx + h @ Wh) + b
