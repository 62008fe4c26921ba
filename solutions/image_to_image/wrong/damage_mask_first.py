# /// wrong answer
# check = "test_damage_values"
# kind = "wrong_value"
# hint.en = "The mask is here, but as the first channel: it is to be the last one."
# hint.es = "La máscara está, pero como primer canal: tiene que ser el último."
# ///
"""The mask comes first."""


def damage(x: Tensor, m: Tensor) -> Tensor:
    return torch.cat([m, x * (1 - m)], dim=1)
