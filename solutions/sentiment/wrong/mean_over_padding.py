# /// wrong answer
# check = "test_mean_values"
# kind = "wrong_value"
# hint.en = "You take the mean over all columns, padding too."
# hint.es = "Haces la media de todas las columnas, también del relleno."
# ///
"""states.mean(1)."""


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    return states.mean(dim=1)
