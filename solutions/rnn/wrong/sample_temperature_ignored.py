# /// wrong answer
# check = "test_sample_values"
# kind = "wrong_value"
# hint.en = "Your temperature has no effect. It divides the logits before the softmax."
# hint.es = "Tu temperatura no tiene efecto. Divide los logits antes de la softmax."
# ///
"""The temperature is not used."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    cumulative = torch.softmax(logits, dim=1).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
