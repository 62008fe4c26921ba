# /// wrong answer
# check = "test_standardise"
# kind = "wrong_value"
# hint.en = "The divisor of the variance is n here, not n - 1."
# hint.es = "Aquí el divisor de la varianza es n, no n - 1."
# ///
"""Divisor n - 1."""


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return (series - train.mean()) / train.std(correction=1)
