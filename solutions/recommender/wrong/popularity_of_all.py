# /// wrong answer
# check = "test_popularity"
# kind = "wrong_value"
# hint.en = "You count how often an item was rated, well or badly. Count who liked it."
# hint.es = "Cuentas cuántas veces se valoró un artículo, bien o mal. Cuenta a quién le gustó."
# ///
"""All known ratings are counted."""


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    return mask.sum(0)
