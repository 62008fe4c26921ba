# /// wrong answer
# check = "test_auc_odd"
# kind = "wrong_value"
# hint.en = """
# You put the scores through a sigmoid first. Where they are large, different ones become equal:
# compare the scores themselves."""
# hint.es = """
# Primero pasas las puntuaciones por una sigmoide. Si son grandes, las que son distintas se
# vuelven iguales: compara las puntuaciones mismas."""
# ///
"""Scores through a sigmoid."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    p = torch.sigmoid(scores)
    fake, real = p[labels == 1][:, None], p[labels == 0]
    won = (fake > real).sum() + 0.5 * (fake == real).sum()
    return won.item() / (fake.numel() * real.numel())
