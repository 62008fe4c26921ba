# /// wrong answer
# check = "test_standardise_sizes"
# kind = "wrong_value"
# hint.en = "Something is added to the deviation: tiny numbers are not divided by theirs."
# hint.es = "A la desviación se le suma algo: los números minúsculos no se dividen entre la suya."
# ///
"""An epsilon beside the deviation."""


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return (series - train.mean()) / (train.std(correction=0) + 1e-12)
