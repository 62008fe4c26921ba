# /// wrong answer
# check = "test_max_values"
# kind = "wrong_value"
# hint.en = "Padding takes part in your maximum."
# hint.es = "El relleno participa en tu máximo."
# ///
"""states.amax(1)."""


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    return states.amax(dim=1)
