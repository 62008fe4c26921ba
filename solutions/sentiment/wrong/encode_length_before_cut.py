# /// wrong answer
# check = "test_encode_cuts"
# kind = "wrong_value"
# hint.en = "The length of a text that was cut is still that of the whole text."
# hint.es = "La longitud de un texto cortado sigue siendo la del texto entero."
# ///
"""The length before the cut."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(text) or 1
    return ids, lengths
