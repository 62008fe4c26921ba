# /// wrong answer
# check = "test_sampling_ends"
# kind = "wrong_value"
# hint.en = "When one caption ends, all stop. Each ends by itself, while the others go on."
# hint.es = """
# Cuando termina una frase, se detienen todas. Cada una termina por su cuenta, mientras las otras
# continúan."""
# ///
"""The first end is everybody's."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(features)
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        scores, state = step(words, state)
        words = scores.argmax(dim=1)
        captions[:, t] = words.masked_fill(ended, NULL)
        ended = ended | (words == END).any()
    return captions
