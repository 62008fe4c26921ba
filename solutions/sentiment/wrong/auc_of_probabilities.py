# /// wrong answer
# check = "test_auc_ties"
# kind = "wrong_value"
# hint.en = "Very large logits are rounded to the same probability. Compare the logits."
# hint.es = "Los logits muy grandes se redondean a la misma probabilidad. Compara los logits."
# ///
"""AUC of probabilities."""


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    predicted, positive = logits > 0, labels > 0
    hits = int((predicted & positive).sum())
    n_predicted, n_positive = int(predicted.sum()), int(positive.sum())
    p = torch.sigmoid(logits)
    scores, others = p[positive], p[~positive]
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
