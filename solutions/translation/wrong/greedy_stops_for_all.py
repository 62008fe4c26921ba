# /// wrong answer
# check = "test_greedy_ends"
# kind = "wrong_value"
# hint.en = """
# One sentence ended and all of them stopped: each has its own end."""
# hint.es = """
# Terminó una frase y se pararon todas: cada una tiene su propio final."""
# ///
"""The first <end> ends all sentences."""


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, state = step(ids, state)
        ids = logits.argmax(dim=1)
        written[:, t] = ids.masked_fill(ended, PAD)
        ended = ended | (ids == END)
        if ended.any():
            break
    return written
