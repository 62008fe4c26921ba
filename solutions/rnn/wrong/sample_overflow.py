# /// wrong answer
# check = "test_sample_extremes"
# kind = "wrong_value"
# hint.en = """
# For large logits, or a small temperature, your exp overflows. Subtract the largest logit of the
# row first, or use torch.softmax."""
# hint.es = """
# Con logits grandes, o una temperatura pequeña, tu exp se desborda. Resta antes el mayor logit de
# la fila, o usa torch.softmax."""
# ///
"""exp without subtracting the largest logit."""


def sample(logits: Tensor, temperature: float, u: Tensor) -> Tensor:
    weights = (logits / temperature).exp()
    cumulative = (weights / weights.sum(dim=1, keepdim=True)).cumsum(dim=1)
    tokens = (cumulative <= u[:, None]).sum(dim=1)
    # Rounding can leave the last sum a little below 1, and u between the two.
    return tokens.clamp(max=logits.shape[1] - 1)
