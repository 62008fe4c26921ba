# /// wrong answer
# check = "test_standardise"
# kind = "wrong_value"
# hint.en = "You divide by the variance: a deviation is its root."
# hint.es = "Divides entre la varianza: la desviación es su raíz."
# ///
"""Divided by the variance."""


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return (series - train.mean()) / train.var(correction=0)
