# /// wrong answer
# check = "test_detector_values"
# kind = "wrong_value"
# hint.en = """
# There is no b in your logits."""
# hint.es = """
# En tus logits no está b."""
# ///
"""Without b."""


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
        loss = F.binary_cross_entropy_with_logits(x @ w, y.to(x.dtype)) + 0 * b
        loss = loss + l2 / 2 * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(objective)
    return w.detach(), b.detach()
