# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = """
# The scores at t were made with the word at t in view: they must come from the words before it."""
# hint.es = """
# Las puntuaciones en t se calcularon viendo la palabra de t: deben salir de las anteriores."""
# ///
"""The captions are not shifted."""


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
    for words in ids.unbind(dim=1):
        h = cell(We[words], h)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
