# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# You classify the state after the first step. The network has read the whole sequence only after
# the last."""
# hint.es = """
# Clasificas el estado tras el primer paso. La red solo ha leído toda la secuencia después del
# último."""
# ///
"""Classifies the first state."""


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
        return cross_entropy(hs[:, 0] @ Wy + by, y)

    return train(loss_of, params, lr, steps, max_norm)
