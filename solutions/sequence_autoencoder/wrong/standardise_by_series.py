# /// wrong answer
# check = "test_standardise"
# kind = "wrong_value"
# hint.en = """
# Mean and deviation are those of the series that is transformed: the future leaks into the past.
# Take those of train."""
# hint.es = """
# La media y la desviación son las de la serie que se transforma: el futuro se cuela en el pasado.
# Usa las de train."""
# ///
"""Statistics of the series."""


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return (series - series.mean()) / series.std(correction=0)
