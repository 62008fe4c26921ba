# /// wrong answer
# check = "test_damage_values"
# kind = "wrong_value"
# hint.en = """
# You have damaged the picture that you were given: who called you has lost the truth. Work on a
# copy."""
# hint.es = """
# Has dañado la imagen que te dieron: quien te llamó ha perdido la verdad. Trabaja con una copia."""
# ///
"""The picture that was given is damaged."""


def damage(x: Tensor, m: Tensor) -> Tensor:
    x *= 1 - m
    return torch.cat([x, m], dim=1)
