# /// wrong answer
# check = "test_step_saturated"
# kind = "not_finite"
# hint.en = """
# Your tanh is a quotient of exponentials. For large sums both overflow and infinity over infinity
# is not a number; torch.tanh is safe."""
# hint.es = """
# Tu tanh es un cociente de exponenciales. Con sumas grandes ambas se desbordan, e infinito entre
# infinito no es un número; torch.tanh es segura."""
# ///
"""tanh as a quotient of exponentials, which overflow."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    a = x @ Wx + h @ Wh + b
    return (a.exp() - (-a).exp()) / (a.exp() + (-a).exp())
