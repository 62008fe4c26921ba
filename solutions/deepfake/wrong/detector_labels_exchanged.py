# /// wrong answer
# check = "test_detector_values"
# kind = "wrong_value"
# hint.en = """
# Your detector takes real pictures for fakes: the signs are turned round. Fakes have the label
# 1, and higher logits."""
# hint.es = """
# Tu detector toma las reales por falsas: los signos están al revés. Las falsas llevan la
# etiqueta 1, y logits más altos."""
# ///
"""Labels exchanged."""


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
        loss = F.binary_cross_entropy_with_logits(x @ w + b, 1 - y.to(x.dtype))
        loss = loss + l2 / 2 * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(objective)
    return w.detach(), b.detach()
