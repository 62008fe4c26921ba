# /// wrong answer
# check = "test_split_values"
# kind = "wrong_value"
# hint.en = """
# You return the sources of the frames. What is asked for are their indices, places in `source`."""
# hint.es = """
# Devuelves las fuentes de los fotogramas. Se piden sus índices, sus lugares en `source`."""
# ///
"""Sources in place of indices."""


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    test = torch.isin(source, test_sources)
    return source[~test], source[test]
