# /// wrong answer
# check = "test_scores_gradients"
# kind = "wrong_value"
# hint.en = """
# The gradient stops between two steps: something is detached, or taken out of the graph."""
# hint.es = "El gradiente se detiene entre dos pasos: algo se separa del grafo (detach)."
# ///
"""The state is detached."""


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
    for words in words_before(ids).unbind(dim=1):
        h = cell(We[words], h.detach())
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
