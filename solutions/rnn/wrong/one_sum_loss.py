# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# Your loss is the sum over the sequences. The mean is asked for; Adam hides the difference in its
# steps, but the loss shows it, and so would clipping."""
# hint.es = """
# Tu pérdida es la suma sobre las secuencias. Se pide la media; Adam disimula la diferencia en sus
# pasos, pero la pérdida la muestra, y el recorte también."""
# ///
"""The sum of the losses in place of their mean."""


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
        return cross_entropy(hs[:, -1] @ Wy + by, y, reduction="sum")

    return train(loss_of, params, lr, steps, max_norm)
