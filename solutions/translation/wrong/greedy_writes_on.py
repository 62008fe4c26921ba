# /// wrong answer
# check = "test_greedy_ends"
# kind = "wrong_value"
# hint.en = """
# You go on writing behind <end>. After it there is only <pad>."""
# hint.es = """
# Sigues escribiendo después de <end>. Tras él solo hay <pad>."""
# ///
"""Sentences go on behind <end>."""


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, state = step(ids, state)
        ids = logits.argmax(dim=1)
        written[:, t] = ids
        ended = ended | (ids == END)
    return written
