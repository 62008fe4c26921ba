# /// wrong answer
# check = "test_detector_values"
# kind = "wrong_value"
# hint.en = """
# You have not arrived: after a few steps the two equations of the statement do not hold. Go on
# until they do."""
# hint.es = """
# No has llegado: tras unos pocos pasos no se cumplen las dos ecuaciones del enunciado. Sigue
# hasta que se cumplan."""
# ///
"""Three steps."""


def fit_detector(x: Tensor, y: Tensor, l2: float) -> tuple[Tensor, Tensor]:
    w = torch.zeros(x.shape[1], dtype=x.dtype, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [w, b],
        max_iter=3,
        tolerance_grad=1e-12,
        tolerance_change=0,
        line_search_fn="strong_wolfe",
    )

    def objective() -> Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ w + b, y.to(x.dtype))
        loss = loss + l2 / 2 * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(objective)
    return w.detach(), b.detach()
