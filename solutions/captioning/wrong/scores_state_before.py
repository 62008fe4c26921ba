# /// wrong answer
# check = "test_scores"
# kind = "wrong_value"
# hint.en = """
# Your scores at t come from the state before the cell has read: those of the first word have not
# even seen <start>. Read first, then score."""
# hint.es = """
# Tus puntuaciones en t salen del estado anterior a la lectura: las de la primera palabra ni
# siquiera vieron <start>. Primero lee, después puntúa."""
# ///
"""Scores of the state before reading."""


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
        scores.append(h @ Wo + bo)
        h = cell(We[words], h)
    return torch.stack(scores, dim=1)
