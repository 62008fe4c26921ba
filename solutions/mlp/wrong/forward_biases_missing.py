# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = "Your biases are never added. Look at the second half of each pair."
# hint.es = "Tus sesgos no se suman nunca. Mira la segunda mitad de cada pareja."
# ///
"""No biases."""


def network_forward(x: Tensor, layers: Layers) -> Tensor:
    *hidden, (W, _) = layers
    for W_hidden, _ in hidden:
        x = torch.relu(x @ W_hidden)
    return x @ W
