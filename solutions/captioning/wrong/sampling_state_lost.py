# /// wrong answer
# check = "test_sampling"
# kind = "wrong_value"
# hint.en = """
# The state goes on from word to word; yours starts again from the image at every step."""
# hint.es = """
# El estado continúa de palabra en palabra; el tuyo vuelve a empezar desde la imagen en cada paso."""
# ///
"""The state is not kept."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(features)
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        scores, _ = step(words, state)
        words = scores.argmax(dim=1)
        captions[:, t] = words.masked_fill(ended, NULL)
        ended = ended | (words == END)
    return captions
