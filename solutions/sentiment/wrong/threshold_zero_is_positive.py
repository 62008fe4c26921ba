# /// wrong answer
# check = "test_rates_edges"
# kind = "wrong_value"
# hint.en = "A logit of exactly 0 counts as negative: z > 0."
# hint.es = "Un logit de exactamente 0 cuenta como negativo: z > 0."
# ///
"""logits >= 0."""


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    predicted, positive = logits >= 0, labels > 0
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
        "f1": 2 * hits / (n_predicted + n_positive) if n_predicted + n_positive else 0.0,
        "auc": auc,
    }
