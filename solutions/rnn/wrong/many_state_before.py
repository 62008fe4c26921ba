# /// wrong answer
# check = "test_many_updates"
# kind = "wrong_value"
# hint.en = """
# You label step t from the state before it, which has not read x[:, t] yet. Use the state after
# it."""
# hint.es = """
# Etiquetas el paso t con el estado anterior, que aún no ha leído x[:, t]. Usa el estado
# posterior."""
# ///
"""Labels each step from the state before it."""


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
        before = torch.cat([torch.zeros_like(hs[:, :1]), hs[:, :-1]], dim=1)
        return cross_entropy((before @ Wy + by).flatten(0, 1), y.flatten())

    return train(loss_of, params, lr, steps, max_norm)
