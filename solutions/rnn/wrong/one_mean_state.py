# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# You classify the mean of all the states. Here it is the last state: the network has to carry what
# matters to the end."""
# hint.es = """
# Clasificas la media de todos los estados. Aquí se clasifica el último: la red tiene que llevar lo
# que importa hasta el final."""
# ///
"""Classifies the mean of the states."""


def train_many_to_one(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    def loss_of(Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor) -> Tensor:
        hs = rnn_forward(x, x.new_zeros(len(x), len(Wh)), Wx, Wh, b)
        return cross_entropy(hs.mean(dim=1) @ Wy + by, y)

    return train(loss_of, params, lr, steps, max_norm)
