# /// wrong answer
# check = "test_detector_values"
# kind = "wrong_value"
# hint.en = """
# Your penalty is on b, too. It belongs to w alone: how many fakes there are is no matter of
# taste."""
# hint.es = """
# Tu penalización incluye b. Corresponde solo a w: cuántas falsas hay no es cosa de gustos."""
# ///
"""b is penalised."""


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
        loss = F.binary_cross_entropy_with_logits(x @ w + b, y.to(x.dtype))
        loss = loss + l2 / 2 * ((w**2).sum() + b**2)
        loss.backward()
        return loss

    optimizer.step(objective)
    return w.detach(), b.detach()
