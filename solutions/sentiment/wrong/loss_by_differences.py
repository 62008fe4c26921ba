# /// wrong answer
# check = "test_loss_gradient"
# kind = "wrong_value"
# hint.en = "Differences of values are no formula: they lose their digits."
# hint.es = "Las diferencias de valores no son una fórmula: pierden cifras."
# ///
"""By differences."""


def mean_loss(logits: Tensor, labels: Tensor) -> Tensor:
    return (logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))).mean()


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    slopes = torch.zeros_like(logits)
    for n in range(len(logits)):
        step = torch.zeros_like(logits)
        step[n] = 1e-5
        ahead, behind = mean_loss(logits + step, labels), mean_loss(logits - step, labels)
        slopes[n] = (ahead - behind) / 2e-5
    return mean_loss(logits, labels), slopes
