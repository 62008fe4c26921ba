# /// wrong answer
# check = "test_loss"
# kind = "forbidden"
# hint.en = "The gradient comes from automatic differentiation; work it out by hand."
# hint.es = "El gradiente sale de la derivación automática; dedúcelo a mano."
# ///
"""By automatic differentiation."""


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    z = logits.detach().clone().requires_grad_(True)
    loss = nn.functional.binary_cross_entropy_with_logits(z, labels)
    loss.backward()
    return loss.detach(), z.grad  # type: ignore[return-value]
