# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You use the sigmoid. The statement asks for the tanh, which is centred at 0 and has slope 1 there;
# the sigmoid's largest slope is 1/4, so its gradients vanish much sooner."""
# hint.es = """
# Usas la sigmoide. El enunciado pide la tanh, que está centrada en 0 y tiene allí pendiente 1; la
# mayor pendiente de la sigmoide es 1/4, así que sus gradientes se desvanecen mucho antes."""
# ///
"""A sigmoid in place of the tanh."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.sigmoid(x @ Wx + h @ Wh + b)
