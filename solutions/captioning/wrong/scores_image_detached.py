# /// wrong answer
# check = "test_scores_gradients"
# kind = "wrong_value"
# hint.en = "No gradient reaches the features, Wi and bi: the first state is cut off from them."
# hint.es = """
# A features, Wi y bi no llega ningún gradiente: el primer estado está separado de ellos."""
# ///
"""The first state is detached."""


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
    h = torch.tanh(features @ Wi + bi).detach()
    scores = []
    for words in words_before(ids).unbind(dim=1):
        h = cell(We[words], h)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
