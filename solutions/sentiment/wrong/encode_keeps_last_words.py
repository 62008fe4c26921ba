# /// wrong answer
# check = "test_encode_cuts"
# kind = "wrong_value"
# hint.en = "Of a text that is too long you keep the last words; here the first ones are kept."
# hint.es = """
# De un texto demasiado largo conservas las últimas palabras; aquí se conservan las
# primeras."""
# ///
"""The last max_len words."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[-max_len:]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
