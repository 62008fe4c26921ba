# /// wrong answer
# check = "test_max_values"
# kind = "wrong_value"
# hint.en = """
# A padded 0 wins against negative states. Put something smaller than every state in its
# place."""
# hint.es = """
# Un 0 de relleno gana a los estados negativos. Pon en su lugar algo menor que cualquier
# estado."""
# ///
"""Padding is 0."""


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, 0).amax(dim=1)
