# /// wrong answer
# check = "test_padding_cuts"
# kind = "wrong_value"
# hint.en = """
# A sentence that is too long has no <end> in your array. Cut first, then add it: it is the only
# sign by which a reader knows that the sentence is over."""
# hint.es = """
# Una frase demasiado larga se queda sin <end> en tu tabla. Corta primero y añádelo después: es la
# única señal de que la frase terminó."""
# ///
"""A sentence that is too long loses its <end>."""


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        kept = [*sentence, END][:max_len]
        row[: len(kept)] = torch.tensor(kept)
    return ids, ids != PAD
