# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = "The bias bi is missing in the first state."
# hint.es = "En el primer estado falta el sesgo bi."
# ///
"""h0 without its bias."""


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
    h = torch.tanh(features @ Wi)
    scores = []
    for words in words_before(ids).unbind(dim=1):
        h = cell(We[words], h)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
