# /// wrong answer
# check = "test_encode_empty"
# kind = "wrong_value"
# hint.en = "An empty text has length 0 in your answer; it is one unknown word."
# hint.es = "Un texto vacío tiene longitud 0 en tu respuesta; es una palabra desconocida."
# ///
"""An empty text has length 0."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]]
        ids[n, : len(numbers)] = torch.tensor(numbers, dtype=torch.int64)
        lengths[n] = len(numbers)
    return ids, lengths
