# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# You take the mean over all places. Then one good answer drowns in many bad ones: asked for is the
# largest."""
# hint.es = """
# Tomas la media de todos los lugares. Así una buena respuesta se ahoga entre muchas malas: se pide
# la mayor."""
# ///
"""The mean over all places."""


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    found = torch.relu(conv2d(x, w, b)).flatten(2).mean(dim=2)
    return found @ V + c
