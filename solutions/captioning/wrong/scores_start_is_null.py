# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = "The first word that you read has the id 0; <start> has the id 1."
# hint.es = "La primera palabra que lees tiene el id 0; <start> tiene el id 1."
# ///
"""<null> in the place of <start>."""


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
    h = torch.tanh(features @ Wi + bi)
    scores = []
    for words in F.pad(ids[:, :-1], (1, 0)).unbind(dim=1):
        h = cell(We[words], h)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
