# /// wrong answer
# check = "test_encode_unknown"
# kind = "wrong_value"
# hint.en = "Your unknown words have id 0, which is padding."
# hint.es = "Tus palabras desconocidas tienen el id 0, que es el relleno."
# ///
"""Unknown words are 0."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 0) for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
