# /// wrong answer
# check = "test_standardise"
# kind = "wrong_value"
# hint.en = "The mean is not taken off."
# hint.es = "No se resta la media."
# ///
"""The mean stays."""


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return series / train.std(correction=0)
