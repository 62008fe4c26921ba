# /// wrong answer
# check = "test_reverse_values"
# kind = "wrong_value"
# hint.en = """
# All sequences were turned round within the length of the longest one. Each has a length of its
# own."""
# hint.es = """
# Todas las secuencias se invirtieron dentro de la longitud de la más larga. Cada una tiene su
# propia longitud."""
# ///
"""All sequences are turned round within the largest length."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    longest = int(lengths.max())
    return torch.cat([x[:, :longest].flip(1), x[:, longest:]], dim=1)
