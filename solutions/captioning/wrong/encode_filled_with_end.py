# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The rest of a row is filled with <end>; what comes after the one <end> is <null>."
# hint.es = "El resto de la fila se rellena con <end>; después del único <end> va <null>."
# ///
"""The padding is <end>."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), END)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary.get(word, UNKNOWN) for word in caption[: max_len - 1]]
        row[: len(known) + 1] = torch.tensor([*known, END])
    return ids
