# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "Your padding stands before the words; it comes after them."
# hint.es = "Tu relleno está antes de las palabras; va después."
# ///
"""Padding on the left."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [1]
        ids[n, max_len - len(numbers) :] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
