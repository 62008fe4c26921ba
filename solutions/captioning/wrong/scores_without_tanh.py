# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = "The first state is tanh of features Wi + bi; the tanh is missing."
# hint.es = "El primer estado es la tanh de features Wi + bi; falta la tanh."
# ///
"""h0 without tanh."""


def caption_scores(
    features: Tensor,
    ids: Tensor,
    cell: Cell,
    We: Tensor,
    Wi: Tensor,
    bi: Tensor,
    Wo: Tensor,
    bo: Tensor,
) -> Tensor:
    h = features @ Wi + bi
    scores = []
    for words in words_before(ids).unbind(dim=1):
        h = cell(We[words], h)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
