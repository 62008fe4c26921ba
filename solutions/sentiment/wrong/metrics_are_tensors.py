# /// wrong answer
# check = "test_metric_types"
# kind = "wrong_value"
# hint.en = "Your metrics are tensors; Python floats are asked for."
# hint.es = "Tus métricas son tensores; se piden float de Python."
# ///
"""Tensors."""


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
        "accuracy": (predicted == positive).double().mean(),
        "precision": hits / n_predicted if n_predicted else 0.0,
        "recall": hits / n_positive if n_positive else 0.0,
        "f1": 2 * hits / (n_predicted + n_positive) if n_predicted + n_positive else 0.0,
        "auc": auc,
    }
