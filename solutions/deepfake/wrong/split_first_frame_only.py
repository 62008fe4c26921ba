# /// wrong answer
# check = "test_split_values"
# kind = "wrong_shape"
# hint.en = """
# Only one frame of each held-back source is in your test, and the others are in train. So the
# detector has met the test's forger."""
# hint.es = """
# En tu test hay un solo fotograma de cada fuente reservada, y los demás están en train. Así el
# detector ya conocía al falsificador del examen."""
# ///
"""One frame of each held-back source."""


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    test = torch.zeros_like(source, dtype=torch.bool)
    for each in test_sources.tolist():
        test[(source == each).nonzero()[:1, 0]] = True
    return (~test).nonzero()[:, 0], test.nonzero()[:, 0]
