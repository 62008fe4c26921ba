# /// wrong answer
# check = "test_max_values"
# kind = "wrong_type"
# hint.en = "torch.max along an axis returns values and indices; only the values are asked for."
# hint.es = "torch.max a lo largo de un eje devuelve valores e índices; solo se piden los valores."
# ///
"""Values and indices."""


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, -torch.inf).max(dim=1)  # type: ignore[return-value]
