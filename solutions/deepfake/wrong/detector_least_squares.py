# /// wrong answer
# check = "test_detector_values"
# kind = "wrong_value"
# hint.en = """
# You fit lines to the labels by least squares. A logistic regression has other errors: log(1 +
# eᵗ) − y t."""
# hint.es = """
# Ajustas una recta a las etiquetas por mínimos cuadrados. Una regresión logística tiene otros
# errores: log(1 + eᵗ) − y t."""
# ///
"""Least squares."""


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    w = torch.zeros(x.shape[1], dtype=x.dtype, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [w, b],
        max_iter=1000,
        tolerance_grad=1e-12,
        tolerance_change=0,
        line_search_fn="strong_wolfe",
    )

    def objective() -> Tensor:
        optimizer.zero_grad()
        loss = ((x @ w + b - y) ** 2).mean()
        loss = loss + l2 / 2 * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(objective)
    return w.detach(), b.detach()
