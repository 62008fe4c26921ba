# /// wrong answer
# check = "test_padding"
# kind = "wrong_value"
# hint.en = """
# Your padding stands in front of the sentence. Here it comes behind, so that word t is in column
# t."""
# hint.es = """
# Tu relleno va delante de la frase. Aquí va detrás, de modo que la palabra t está en la columna
# t."""
# ///
"""The padding stands in front."""


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        kept = [*sentence[: max_len - 1], END]
        row[max_len - len(kept) :] = torch.tensor(kept)
    return ids, ids != PAD
