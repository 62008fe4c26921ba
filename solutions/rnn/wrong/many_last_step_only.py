# /// wrong answer
# check = "test_many_updates"
# kind = "wrong_value"
# hint.en = """
# Only the last step's label enters your loss. Here every step has a label: the loss is the mean
# over the sequences and the steps."""
# hint.es = """
# En tu pérdida solo entra la etiqueta del último paso. Aquí cada paso tiene etiqueta: la pérdida es
# la media sobre las secuencias y los pasos."""
# ///
"""Only the last step's label counts."""


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
        return cross_entropy(hs[:, -1] @ Wy + by, y[:, -1])

    return train(loss_of, params, lr, steps, max_norm)
