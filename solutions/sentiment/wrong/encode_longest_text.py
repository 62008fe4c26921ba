# /// wrong answer
# check = "test_encode"
# kind = "wrong_shape"
# hint.en = "Your table is as wide as the longest text; it has max_len columns, whatever the texts."
# hint.es = """
# Tu tabla es tan ancha como el texto más largo; tiene max_len columnas, sean cuales sean los
# textos."""
# ///
"""As wide as the longest text."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids[:, : int(lengths.max())], lengths
