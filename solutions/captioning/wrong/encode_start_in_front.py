# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = """
# <start> stands in front of your captions. Here it is not stored: who reads the caption puts it
# there."""
# hint.es = "Tus frases llevan <start> delante. Aquí no se guarda: lo pone quien lee la frase."
# ///
"""<start> is stored as well."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary.get(word, UNKNOWN) for word in caption[: max_len - 2]]
        row[: len(known) + 2] = torch.tensor([START, *known, END])[:max_len]
    return ids
