# /// wrong answer
# check = "test_rates_edges"
# kind = "wrong_value"
# hint.en = "Where one of the labels is missing there are no pairs, and AUC is ½."
# hint.es = "Donde falta una de las etiquetas no hay pares, y AUC es ½."
# ///
"""0 where a label is missing."""


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    predicted, positive = logits > 0, labels > 0
    hits = int((predicted & positive).sum())
    n_predicted, n_positive = int(predicted.sum()), int(positive.sum())
    scores, others = logits[positive], logits[~positive]
    auc = 0.0
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
