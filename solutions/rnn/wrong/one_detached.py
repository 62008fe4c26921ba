# /// wrong answer
# check = "test_one_updates"
# kind = "wrong_value"
# hint.en = """
# In this training the state is detached at every step, so the network can't learn to keep anything:
# the gradient never gets further back than the last step."""
# hint.es = """
# En este entrenamiento el estado se separa (detach) en cada paso, así que la red no puede aprender
# a conservar nada: el gradiente nunca pasa del último paso hacia atrás."""
# ///
"""The state is detached at every step."""


def train_many_to_one(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    def loss_of(Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor) -> Tensor:
        h = x.new_zeros(len(x), len(Wh))
        states = []
        for x_t in x.unbind(dim=1):
            h = rnn_step(x_t, h.detach(), Wx, Wh, b)
            states.append(h)
        hs = torch.stack(states, dim=1)
        return cross_entropy(hs[:, -1] @ Wy + by, y)

    return train(loss_of, params, lr, steps, max_norm)
