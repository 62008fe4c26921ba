# /// wrong answer
# check = "test_max_values"
# kind = "wrong_value"
# hint.en = "You take the largest size, without the sign: of -3 and 1 the maximum is 1."
# hint.es = "Tomas el mayor tamaño, sin el signo: de -3 y 1 el máximo es 1."
# ///
"""The largest absolute value."""


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states.abs(), 0).amax(dim=1)
