# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "Your captions have no <end>, so that a network would never learn to stop."
# hint.es = "A tus frases les falta <end>, así que una red nunca aprendería a terminar."
# ///
"""<end> is missing."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary.get(word, UNKNOWN) for word in caption[: max_len - 1]]
        row[: len(known)] = torch.tensor(known)
    return ids
