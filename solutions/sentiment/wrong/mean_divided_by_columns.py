# /// wrong answer
# check = "test_mean_values"
# kind = "wrong_value"
# hint.en = "You add up the real words, but divide by the number of columns instead of the length."
# hint.es = """
# Sumas las palabras reales, pero divides entre el número de columnas y no entre la
# longitud."""
# ///
"""Divided by T."""


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, 0).mean(dim=1)
