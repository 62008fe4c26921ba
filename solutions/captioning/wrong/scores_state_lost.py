# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = """
# Every word is read from the image's state. The state goes on from one step to the next."""
# hint.es = """
# Cada palabra se lee desde el estado de la imagen. El estado continúa de un paso al siguiente."""
# ///
"""Each step begins with h0."""


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
    h0 = h
    scores = []
    for words in words_before(ids).unbind(dim=1):
        h = cell(We[words], h0)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
