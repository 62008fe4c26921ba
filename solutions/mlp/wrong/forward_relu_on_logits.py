# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# Your logits are never negative: a ReLU stands after the last layer, too. A class that is unlikely
# needs a negative logit."""
# hint.es = """
# Tus logits nunca son negativos: hay una ReLU también tras la última capa. Una clase improbable
# necesita un logit negativo."""
# ///
"""The logits pass a ReLU."""


def network_forward(x: Tensor, layers: Layers) -> Tensor:
    *hidden, (W, b) = layers
    for W_hidden, b_hidden in hidden:
        x = torch.relu(x @ W_hidden + b_hidden)
    return torch.relu(x @ W + b)
