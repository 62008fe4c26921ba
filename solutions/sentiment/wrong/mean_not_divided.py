# /// wrong answer
# check = "test_mean_values"
# kind = "wrong_value"
# hint.en = "This is the sum of the states, not yet their mean."
# hint.es = "Esto es la suma de los estados, todavía no su media."
# ///
"""The sum."""


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, 0).sum(dim=1)
