# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# This is what the layers give without a ReLU between them: however many there are, together they
# are one linear layer."""
# hint.es = """
# Esto es lo que dan las capas sin ReLU entre ellas: por muchas que sean, juntas son una sola capa
# lineal."""
# ///
"""No ReLU."""


def network_forward(x: Tensor, layers: Layers) -> Tensor:
    *hidden, (W, b) = layers
    for W_hidden, b_hidden in hidden:
        x = x @ W_hidden + b_hidden
    return x @ W + b
