# /// wrong answer
# check = "test_damage_values"
# kind = "wrong_shape"
# hint.en = """
# Zero is a colour, too: how is the network to know what is missing? The mask belongs to the
# answer."""
# hint.es = """
# El cero también es un color: ¿cómo va a saber la red qué falta? La máscara es parte de la
# respuesta."""
# ///
"""The mask is not appended."""


def damage(x: Tensor, m: Tensor) -> Tensor:
    return x * (1 - m)
