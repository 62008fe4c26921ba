# /// wrong answer
# check = "test_encode_unknown"
# kind = "wrong_value"
# hint.en = """
# Words that are not in the vocabulary get new ids: the table is made of the training texts
# alone, and a model has no row for others."""
# hint.es = """
# Las palabras que no están en el vocabulario reciben ids nuevos: la tabla sale solo de los
# textos de entrenamiento, y un modelo no tiene filas para otras."""
# ///
"""Unknown words are entered into the vocabulary."""


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        for word in text:
            vocabulary.setdefault(word, len(vocabulary) + 2)
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths
