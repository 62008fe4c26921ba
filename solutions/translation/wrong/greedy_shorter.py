# /// wrong answer
# check = "test_greedy_ends"
# kind = "wrong_shape"
# hint.en = """
# Your answer is only as wide as the longest sentence. Its shape is always (N, max_len)."""
# hint.es = """
# Tu respuesta es solo tan ancha como la frase más larga. Su forma es siempre (N, max_len)."""
# ///
"""The array ends where the last sentence does."""


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, state = step(ids, state)
        ids = logits.argmax(dim=1)
        written[:, t] = ids.masked_fill(ended, PAD)
        ended = ended | (ids == END)
        if ended.all():
            return written[:, : t + 1]
    return written
