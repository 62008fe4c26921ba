# /// wrong answer
# check = "test_padding"
# kind = "wrong_value"
# hint.en = """
# Your mask leaves <end> out. It is a part of the sentence: the decoder has to learn to write it."""
# hint.es = """
# Tu máscara deja fuera a <end>. Es parte de la frase: el decodificador tiene que aprender a
# escribirlo."""
# ///
"""<end> is masked like padding."""


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        kept = [*sentence[: max_len - 1], END]
        row[: len(kept)] = torch.tensor(kept)
    return ids, ids > END
