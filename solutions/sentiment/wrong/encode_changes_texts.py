# /// wrong answer
# check = "test_encode_keeps_arguments"
# kind = "wrong_length"
# hint.en = "The texts that you were given are shorter afterwards. Cut a copy."
# hint.es = "Los textos que recibiste quedan más cortos. Corta una copia."
# ///
"""Texts are cut in place."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        del text[max_len:]
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
