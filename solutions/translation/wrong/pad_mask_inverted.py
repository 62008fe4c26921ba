# /// wrong answer
# check = "test_padding"
# kind = "wrong_value"
# hint.en = """
# Your mask is True for the padding. Here True is a real word (libraries differ: PyTorch's
# key_padding_mask is the other way round)."""
# hint.es = """
# Tu máscara es True en el relleno. Aquí True es una palabra de verdad (las bibliotecas difieren:
# key_padding_mask de PyTorch es al revés)."""
# ///
"""The mask marks the padding."""


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        kept = [*sentence[: max_len - 1], END]
        row[: len(kept)] = torch.tensor(kept)
    return ids, ids == PAD
