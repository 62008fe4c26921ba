# /// wrong answer
# check = "test_mean_values"
# kind = "wrong_value"
# hint.en = "Each text is divided by its own length, not by the mean length of the batch."
# hint.es = "Cada texto se divide entre su propia longitud, no entre la longitud media del lote."
# ///
"""Divided by the mean length."""


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, 0).sum(dim=1) / lengths.double().mean()
