# /// wrong answer
# check = "test_many_updates"
# kind = "wrong_value"
# hint.en = """
# In this training every step starts from zeros: the network labels each input without knowing those
# before it."""
# hint.es = """
# En este entrenamiento cada paso parte de ceros: la red etiqueta cada entrada sin conocer las
# anteriores."""
# ///
"""The state starts anew at every step."""


def train_many_to_many(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    def loss_of(Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor) -> Tensor:
        hs = torch.tanh(x @ Wx + x.new_zeros(len(x), 1, len(Wh)) @ Wh + b)
        return cross_entropy((hs @ Wy + by).flatten(0, 1), y.flatten())

    return train(loss_of, params, lr, steps, max_norm)
