# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = """
# <end> always stands in the last column. It comes right after the last word, and <null> after it."""
# hint.es = """
# <end> está siempre en la última columna. Va justo después de la última palabra, y tras él
# <null>."""
# ///
"""<end> stands in the last column."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary.get(word, UNKNOWN) for word in caption[: max_len - 1]]
        row[: len(known)], row[-1] = torch.tensor(known, dtype=torch.int64), END
    return ids
