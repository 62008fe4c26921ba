# /// wrong answer
# check = "test_encode_unknown"
# kind = "wrong_value"
# hint.en = """
# Unknown words become <null>, which says that nothing is there. They have an id of their own, 3."""
# hint.es = """
# Las palabras desconocidas se vuelven <null>, que dice que ahí no hay nada. Tienen su propio id,
# 3."""
# ///
"""Unknown words are padding."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary.get(word, NULL) for word in caption[: max_len - 1]]
        row[: len(known) + 1] = torch.tensor([*known, END])
    return ids
