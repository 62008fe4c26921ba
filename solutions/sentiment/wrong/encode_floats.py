# /// wrong answer
# check = "test_encode"
# kind = "wrong_dtype"
# hint.en = "Your ids are floating-point numbers. An embedding looks up integers: int64."
# hint.es = "Tus ids son números de coma flotante. Un embedding busca enteros: int64."
# ///
"""Floating-point ids."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
