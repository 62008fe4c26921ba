# /// wrong answer
# check = "test_padding_cuts"
# kind = "wrong_length"
# hint.en = """
# You append <end> to the lists that you were given: who calls you twice has it twice. Make a new
# list."""
# hint.es = """
# Añades <end> a las listas que te pasaron: quien te llame dos veces lo tendrá dos veces. Crea una
# lista nueva."""
# ///
"""<end> is appended to the caller's lists."""


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        del sentence[max_len - 1 :]
        sentence.append(END)
        kept = sentence
        row[: len(kept)] = torch.tensor(kept)
    return ids, ids != PAD
