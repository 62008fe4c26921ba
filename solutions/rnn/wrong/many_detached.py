# /// wrong answer
# check = "test_many_updates"
# kind = "wrong_value"
# hint.en = """
# In this training the state is detached at every step: each label teaches its own step only, and
# never what an earlier step should have kept."""
# hint.es = """
# En este entrenamiento el estado se separa (detach) en cada paso: cada etiqueta enseña solo a su
# propio paso, y nunca lo que un paso anterior debió conservar."""
# ///
"""The state is detached at every step."""


def train_many_to_many(
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
        return cross_entropy((hs @ Wy + by).flatten(0, 1), y.flatten())

    return train(loss_of, params, lr, steps, max_norm)
