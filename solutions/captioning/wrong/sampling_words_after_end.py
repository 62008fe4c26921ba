# /// wrong answer
# check = "test_sampling_ends"
# kind = "wrong_value"
# hint.en = "After <end> only <null> may follow; yours write on."
# hint.es = "Después de <end> solo puede ir <null>; las tuyas siguen escribiendo."
# ///
"""Nothing ends."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(features)
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        scores, state = step(words, state)
        words = scores.argmax(dim=1)
        captions[:, t] = words
        ended = ended | (words == END)
    return captions
