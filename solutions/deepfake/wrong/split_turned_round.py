# /// wrong answer
# check = "test_split_values"
# kind = "wrong_shape"
# hint.en = """
# Your sides are exchanged: train comes first, and the sources that are held back are in test."""
# hint.es = """
# Tus lados están cambiados: primero va train, y las fuentes reservadas están en test."""
# ///
"""Test first."""


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    test = torch.isin(source, test_sources)
    return test.nonzero()[:, 0], (~test).nonzero()[:, 0]
