# /// wrong answer
# check = "test_padding_cuts"
# kind = "wrong_value"
# hint.en = """
# Of a sentence that is too long you keep the last words. Here the first max_len - 1 are kept."""
# hint.es = """
# De una frase demasiado larga conservas las últimas palabras. Aquí se conservan las primeras
# max_len - 1."""
# ///
"""Of a sentence that is too long, the last words are kept."""


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        kept = [*sentence[max(0, len(sentence) - max_len + 1) :], END]
        row[: len(kept)] = torch.tensor(kept)
    return ids, ids != PAD
