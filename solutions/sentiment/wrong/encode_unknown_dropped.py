# /// wrong answer
# check = "test_encode_unknown"
# kind = "wrong_value"
# hint.en = "You skip unknown words: each keeps its place, with id 1."
# hint.es = "Te saltas las palabras desconocidas: cada una conserva su sitio, con el id 1."
# ///
"""Unknown words are skipped."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary[word] for word in text[:max_len] if word in vocabulary] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
