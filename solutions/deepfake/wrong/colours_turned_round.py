# /// wrong answer
# check = "test_colours_values"
# kind = "wrong_value"
# hint.en = """
# You go from the other person to this one: what belongs to `to` is taken off, and what belongs
# to `from` is put on."""
# hint.es = """
# Vas de la otra persona a esta: quitas lo que es de `to` y pones lo que es de `from`."""
# ///
"""From and to are exchanged."""


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    return (x - mean_to) / std_to * std_from + mean_from
