# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# You apply a softmax before F.cross_entropy, which applies one itself. Hand it the logits."""
# hint.es = """
# Aplicas una softmax antes de F.cross_entropy, que ya aplica la suya. Pásale los logits."""
# ///
"""A softmax before the cross-entropy."""


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
        return cross_entropy((hs[:, -1] @ Wy + by).softmax(dim=1), y)

    return train(loss_of, params, lr, steps, max_norm)
