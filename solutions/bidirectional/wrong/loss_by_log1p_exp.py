# /// wrong answer
# check = "test_loss_large"
# kind = "not_finite"
# hint.en = """
# exp(1000) is infinite: log(1 + exp(z)) needs a form that is stable for large z, such as
# softplus."""
# hint.es = """
# exp(1000) es infinito: log(1 + exp(z)) necesita una forma estable para z grande, como softplus."""
# ///
"""log(1 + exp(z)) overflows."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    z, y = logits[real], targets[real]
    return (torch.log1p(z.exp()) - y * z).mean()
