# /// wrong answer
# check = "test_max_values"
# kind = "wrong_shape"
# hint.en = """
# Your maximum runs over the units of a state; it should run over the words, unit by unit."""
# hint.es = """
# Tu máximo recorre las unidades de un estado; debería recorrer las palabras, unidad por
# unidad."""
# ///
"""Along the wrong axis."""


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, -torch.inf).amax(dim=2)
