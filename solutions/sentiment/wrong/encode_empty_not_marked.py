# /// wrong answer
# check = "test_encode_empty"
# kind = "wrong_value"
# hint.en = """
# The length of an empty text is 1, but its only id is 0: it should be 1, an unknown word."""
# hint.es = """
# La longitud de un texto vacío es 1, pero su único id es 0: debería ser 1, una palabra
# desconocida."""
# ///
"""An empty text is a padding."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [0]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
