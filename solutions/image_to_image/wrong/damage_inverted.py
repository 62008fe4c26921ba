# /// wrong answer
# check = "test_damage_values"
# kind = "wrong_value"
# hint.en = "You keep the hole, and empty what was known. Where is the mask 1?"
# hint.es = "Conservas el hueco y vacías lo que se conocía. ¿Dónde vale 1 la máscara?"
# ///
"""The hole is kept."""


def damage(x: Tensor, m: Tensor) -> Tensor:
    return torch.cat([x * m, m], dim=1)
