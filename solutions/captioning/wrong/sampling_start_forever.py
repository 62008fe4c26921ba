# /// wrong answer
# check = "test_sampling"
# kind = "wrong_value"
# hint.en = "The next step gets the words just chosen, not <start> again."
# hint.es = "El paso siguiente recibe las palabras recién elegidas, no otra vez <start>."
# ///
"""<start> at every step."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(features)
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        scores, state = step(torch.full((N,), START), state)
        words = scores.argmax(dim=1)
        captions[:, t] = words.masked_fill(ended, NULL)
        ended = ended | (words == END)
    return captions
