# /// wrong answer
# check = "test_encode_cuts"
# kind = "wrong_value"
# hint.en = "A caption that fills its row has lost its <end>: keep one word less."
# hint.es = "Una frase que llena su fila perdió su <end>: conserva una palabra menos."
# ///
"""<end> is cut off."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary.get(word, UNKNOWN) for word in caption]
        row[: len(known) + 1] = torch.tensor([*known, END])[:max_len]
    return ids
