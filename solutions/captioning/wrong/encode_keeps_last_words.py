# /// wrong answer
# check = "test_encode_cuts"
# kind = "wrong_value"
# hint.en = "Of a long caption you keep the last words; asked for are the first."
# hint.es = "De una frase larga conservas las últimas palabras; se piden las primeras."
# ///
"""Long captions lose their first words."""


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    ids = torch.full((len(captions), max_len), NULL)
    for row, caption in zip(ids, captions, strict=True):
        known = [
            vocabulary.get(word, UNKNOWN) for word in caption[max(0, len(caption) - max_len + 1) :]
        ]
        row[: len(known) + 1] = torch.tensor([*known, END])
    return ids
