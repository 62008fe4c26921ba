# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = "Your first state is 0, whatever the image is: the features do not reach it."
# hint.es = "Tu primer estado es 0, sea cual sea la imagen: las características no llegan a él."
# ///
"""The image is not used."""


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
    h = torch.zeros_like(features @ Wi + bi)
    scores = []
    for words in words_before(ids).unbind(dim=1):
        h = cell(We[words], h)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
