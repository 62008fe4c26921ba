# /// wrong answer
# check = "test_mean_values"
# kind = "wrong_value"
# hint.en = "Your mask reaches one step too far: t < L, counted from 0."
# hint.es = "Tu máscara llega un paso de más: t < L, contando desde 0."
# ///
"""t <= L."""


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths + 1)[:, :, None]
    return torch.where(real, states, 0).sum(dim=1) / lengths[:, None]
