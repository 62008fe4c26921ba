# /// wrong answer
# check = "test_sampling"
# kind = "wrong_value"
# hint.en = "All images get the same caption: init is not called with their features."
# hint.es = "Todas las imágenes reciben la misma frase: init no se llama con sus características."
# ///
"""init sees zeros."""


def sample_captions(features: Tensor, step: Step, init: Init, max_len: int) -> Tensor:
    N = len(features)
    state = init(torch.zeros_like(features))
    captions = torch.full((N, max_len), NULL)
    words = torch.full((N,), START)
    ended = torch.zeros(N, dtype=torch.bool)
    for t in range(max_len):
        scores, state = step(words, state)
        words = scores.argmax(dim=1)
        captions[:, t] = words.masked_fill(ended, NULL)
        ended = ended | (words == END)
    return captions
