# /// wrong answer
# check = "test_greedy_values"
# kind = "wrong_value"
# hint.en = """
# The state that a step returns is not handed to the next one: every step starts from the first."""
# hint.es = """
# El estado que devuelve un paso no se entrega al siguiente: todos parten del primero."""
# ///
"""Every step begins with the first state."""


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, _ = step(ids, state)
        ids = logits.argmax(dim=1)
        written[:, t] = ids.masked_fill(ended, PAD)
        ended = ended | (ids == END)
    return written
