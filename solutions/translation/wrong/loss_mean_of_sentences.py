# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You average within each sentence and then over sentences: a word of a short sentence counts
# more. Here every word counts the same."""
# hint.es = """
# Promedias dentro de cada frase y luego entre frases: una palabra de una frase corta cuenta más.
# Aquí cada palabra pesa lo mismo."""
# ///
"""A mean of the sentences' means."""


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    words = target != PAD
    return ((nll * words).sum(dim=1) / words.sum(dim=1)).mean()
