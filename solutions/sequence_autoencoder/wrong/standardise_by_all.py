# /// wrong answer
# check = "test_standardise"
# kind = "wrong_value"
# hint.en = "Mean and deviation are those of both parts together. Only train may be known."
# hint.es = """
# La media y la desviación son las de las dos partes juntas. Solo se puede conocer train."""
# ///
"""Statistics of everything."""


def standardise(train: Tensor, series: Tensor) -> Tensor:
    train = torch.cat([train, series])
    return (series - train.mean()) / train.std(correction=0)
