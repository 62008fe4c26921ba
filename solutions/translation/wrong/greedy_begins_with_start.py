# /// wrong answer
# check = "test_greedy_values"
# kind = "wrong_value"
# hint.en = """
# Your sentences begin with <start>. It is read, not written."""
# hint.es = """
# Tus frases empiezan con <start>. Se lee, no se escribe."""
# ///
"""<start> is part of the answer."""


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, state = step(ids, state)
        ids = logits.argmax(dim=1)
        written[:, t] = ids.masked_fill(ended, PAD)
        ended = ended | (ids == END)
    return torch.cat([torch.full_like(written[:, :1], START), written[:, :-1]], dim=1)
