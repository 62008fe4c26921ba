# /// wrong answer
# check = "test_encode_unknown"
# kind = "wrong_value"
# hint.en = "Unknown words are left out; each keeps its place, with the id 3."
# hint.es = "Las palabras desconocidas se omiten; cada una conserva su sitio, con el id 3."
# ///
"""Unknown words are left out."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary[word] for word in caption[: max_len - 1] if word in vocabulary]
        row[: len(known) + 1] = torch.tensor([*known, END])
    return ids
