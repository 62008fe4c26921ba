# /// wrong answer
# check = "test_sampling"
# kind = "wrong_value"
# hint.en = "You take the word with the lowest score."
# hint.es = "Tomas la palabra con la menor puntuación."
# ///
"""argmin."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(features)
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        scores, state = step(words, state)
        words = scores.argmin(dim=1)
        captions[:, t] = words.masked_fill(ended, NULL)
        ended = ended | (words == END)
    return captions
