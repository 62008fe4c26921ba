# /// wrong answer
# check = "test_rates"
# kind = "wrong_value"
# hint.en = "F1 is the harmonic mean of precision and recall, not the plain one."
# hint.es = "F1 es la media armónica de precision y recall, no la aritmética."
# ///
"""The arithmetic mean."""


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    predicted, positive = logits > 0, labels > 0
    hits = int((predicted & positive).sum())
    n_predicted, n_positive = int(predicted.sum()), int(positive.sum())
    scores, others = logits[positive], logits[~positive]
    auc = 0.5
    if len(scores) and len(others):
        above = (scores[:, None] > others).double() + 0.5 * (scores[:, None] == others).double()
        auc = float(above.mean())
    return {
        "accuracy": int((predicted == positive).sum()) / len(logits),
        "precision": hits / n_predicted if n_predicted else 0.0,
        "recall": hits / n_positive if n_positive else 0.0,
        "f1": (hits / (n_predicted or 1) + hits / (n_positive or 1)) / 2,
        "auc": auc,
    }
