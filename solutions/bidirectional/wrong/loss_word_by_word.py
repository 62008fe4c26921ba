# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# This is the mean of the words' means: the letters of a short word count for more. Asked for is
# one mean over all real letters."""
# hint.es = """
# Esto es la media de las medias de las palabras: las letras de una palabra corta pesan más. Se
# pide una sola media sobre todas las letras reales."""
# ///
"""A mean for each word, then over the words."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    losses = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return ((losses * real).sum(dim=1) / lengths).mean()
