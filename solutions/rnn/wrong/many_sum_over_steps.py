# /// wrong answer
# check = "test_many_updates"
# kind = "wrong_value"
# hint.en = """
# You add up the losses of the steps. The mean over the sequences and the steps is asked for, so
# that long sequences don't weigh more."""
# hint.es = """
# Sumas las pérdidas de los pasos. Se pide la media sobre las secuencias y los pasos, para que las
# secuencias largas no pesen más."""
# ///
"""The losses are added up over the steps."""


def train_many_to_many(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    def loss_of(Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor) -> Tensor:
        hs = rnn_forward(x, x.new_zeros(len(x), len(Wh)), Wx, Wh, b)
        return cross_entropy((hs @ Wy + by).flatten(0, 1), y.flatten()) * y.shape[1]

    return train(loss_of, params, lr, steps, max_norm)
