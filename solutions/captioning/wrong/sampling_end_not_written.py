# /// wrong answer
# check = "test_sampling_ends"
# kind = "wrong_value"
# hint.en = "<end> itself is missing in your captions: it is written, and <null> only after it."
# hint.es = "A tus frases les falta el propio <end>: se escribe, y <null> solo después."
# ///
"""<end> is replaced by <null>."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(features)
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        scores, state = step(words, state)
        words = scores.argmax(dim=1)
        ended = ended | (words == END)
        captions[:, t] = words.masked_fill(ended, NULL)
    return captions
