# /// wrong answer
# check = "test_damage_values"
# kind = "wrong_value"
# hint.en = """
# What lies in the hole must not reach the network: in training it would copy it, and later there
# is nothing to copy."""
# hint.es = """
# Lo que hay en el hueco no debe llegar a la red: al entrenar lo copiaría, y después no hay nada
# que copiar."""
# ///
"""What is in the hole stays visible."""


def damage(x: Tensor, m: Tensor) -> Tensor:
    return torch.cat([x, m], dim=1)
