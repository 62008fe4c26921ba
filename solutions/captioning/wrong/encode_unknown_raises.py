# /// wrong answer
# check = "test_encode_unknown"
# kind = "raised"
# hint.en = "A word that is not in the vocabulary ends in an error; it should have the id 3."
# hint.es = "Una palabra que no está en el vocabulario acaba en un error; debería tener el id 3."
# ///
"""Unknown words are not expected."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [vocabulary[word] for word in caption[: max_len - 1]]
        row[: len(known) + 1] = torch.tensor([*known, END])
    return ids
