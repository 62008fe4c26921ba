# /// wrong answer
# check = "test_split_values"
# kind = "wrong_value"
# hint.en = """
# Your test frames come source by source. Indices rise: sort them."""
# hint.es = """
# Tus fotogramas de test van fuente por fuente. Los índices van en orden creciente: ordénalos."""
# ///
"""Test frames source by source."""


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    test = torch.isin(source, test_sources)
    found = [(source == each).nonzero()[:, 0] for each in test_sources.unique().flip(0)]
    return (~test).nonzero()[:, 0], torch.cat([test.nonzero()[:0, 0], *found])
