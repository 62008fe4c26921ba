# /// wrong answer
# check = "test_sampling"
# kind = "wrong_value"
# hint.en = "Your captions begin with <start>. It is read, but not written."
# hint.es = "Tus frases empiezan con <start>. Se lee, pero no se escribe."
# ///
"""<start> is written."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(features)
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        captions[:, t] = words.masked_fill(ended, NULL)
        ended = ended | (words == END)
        scores, state = step(words, state)
        words = scores.argmax(dim=1)
    return captions
