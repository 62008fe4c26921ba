# /// wrong answer
# check = "test_greedy_ends"
# kind = "wrong_value"
# hint.en = """
# <end> is missing from what you write: a sentence that ended looks as if it was cut off. Write
# it, then pad."""
# hint.es = """
# Falta <end> en lo que escribes: una frase terminada parece cortada. Escríbelo y luego rellena."""
# ///
"""<end> itself is replaced by padding."""


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, state = step(ids, state)
        ids = logits.argmax(dim=1)
        ended = ended | (ids == END)
        written[:, t] = ids.masked_fill(ended, PAD)
    return written
