# /// wrong answer
# check = "test_mean_gradients"
# kind = "wrong_gradient"
# hint.en = "You write zeros into the states that you were given. Make a new tensor."
# hint.es = "Escribes ceros en los estados que recibiste. Crea un tensor nuevo."
# ///
"""Padding is cleared in place."""


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    states.data.masked_fill_(~real, 0)
    return states.sum(dim=1) / lengths[:, None]
