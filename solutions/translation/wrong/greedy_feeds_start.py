# /// wrong answer
# check = "test_greedy_values"
# kind = "wrong_value"
# hint.en = """
# Every step is fed <start>; it should get the word just chosen."""
# hint.es = """
# Cada paso recibe <start>; debe recibir la palabra recién elegida."""
# ///
"""Every step reads <start>."""


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, state = step(ids, state)
        chosen = logits.argmax(dim=1)
        written[:, t] = chosen.masked_fill(ended, PAD)
        ended = ended | (chosen == END)
    return written
