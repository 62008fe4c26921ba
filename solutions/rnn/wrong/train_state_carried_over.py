# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# Your second step of training starts its sequences from the last state of the first step. Each
# sequence starts from zeros, every time."""
# hint.es = """
# Tu segundo paso de entrenamiento empieza las secuencias en el último estado del primero. Cada
# secuencia empieza en ceros, todas las veces."""
# ///
"""Each step of training starts from the last state of the one before."""


def train_many_to_one(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    state = [x.new_zeros(len(x), len(params[1]))]

    def loss_of(Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor) -> Tensor:
        hs = rnn_forward(x, state[0], Wx, Wh, b)
        state[0] = hs[:, -1].detach()
        return cross_entropy(hs[:, -1] @ Wy + by, y)

    return train(loss_of, params, lr, steps, max_norm)


def train_many_to_many(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    state = [x.new_zeros(len(x), len(params[1]))]

    def loss_of(Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor) -> Tensor:
        hs = rnn_forward(x, state[0], Wx, Wh, b)
        state[0] = hs[:, -1].detach()
        return cross_entropy((hs @ Wy + by).flatten(0, 1), y.flatten())

    return train(loss_of, params, lr, steps, max_norm)
