# /// wrong answer
# check = "test_auc_ties"
# kind = "wrong_value"
# hint.en = "Pairs with equal logits count nothing in your AUC; each counts one half."
# hint.es = "Los pares con logits iguales no cuentan nada en tu AUC; cada uno cuenta la mitad."
# ///
"""Ties count 0."""


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    predicted, positive = logits > 0, labels > 0
    hits = int((predicted & positive).sum())
    n_predicted, n_positive = int(predicted.sum()), int(positive.sum())
    scores, others = logits[positive], logits[~positive]
    auc = 0.5
    if len(scores) and len(others):
        above = (scores[:, None] > others).double()
        auc = float(above.mean())
    return {
        "accuracy": int((predicted == positive).sum()) / len(logits),
        "precision": hits / n_predicted if n_predicted else 0.0,
        "recall": hits / n_positive if n_positive else 0.0,
        "f1": 2 * hits / (n_predicted + n_positive) if n_predicted + n_positive else 0.0,
        "auc": auc,
    }
