# /// wrong answer
# check = "test_forward_gradients"
# kind = "wrong_value"
# hint.en = """
# The values are right, but no gradient gets through: somewhere your network goes on with a copy
# that has no history (.detach(), .data, no_grad)."""
# hint.es = """
# Los valores son correctos, pero ningún gradiente pasa: en algún punto tu red sigue con una copia
# sin historia (.detach(), .data, no_grad)."""
# ///
"""The hidden layers are cut off."""


def network_forward(x: Tensor, layers: Layers) -> Tensor:
    *hidden, (W, b) = layers
    for W_hidden, b_hidden in hidden:
        x = torch.relu(x @ W_hidden + b_hidden)
    return (x @ W + b).detach()
