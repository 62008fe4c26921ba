# /// wrong answer
# check = "test_padding"
# kind = "wrong_value"
# hint.en = """
# Your rows have the words and the padding, but no <end>. It belongs behind the last word of every
# sentence."""
# hint.es = """
# Tus filas tienen las palabras y el relleno, pero no <end>. Va detrás de la última palabra de
# cada frase."""
# ///
"""No sentence gets an <end>."""


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        kept = sentence[:max_len]
        row[: len(kept)] = torch.tensor(kept)
    return ids, ids != PAD
