# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = """
# The words are shifted in a ring: the last one comes to the front, where <start> belongs."""
# hint.es = "Las palabras se desplazan en círculo: la última pasa al principio, donde va <start>."
# ///
"""torch.roll."""


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
    for words in ids.roll(1, dims=1).unbind(dim=1):
        h = cell(We[words], h)
        scores.append(h @ Wo + bo)
    return torch.stack(scores, dim=1)
