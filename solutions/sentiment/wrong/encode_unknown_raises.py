# /// wrong answer
# check = "test_encode_unknown"
# kind = "raised"
# hint.en = "A word that is not in the vocabulary ends your function. It gets id 1."
# hint.es = "Una palabra que no está en el vocabulario termina tu función. Recibe el id 1."
# ///
"""KeyError for unknown words."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary[word] for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
