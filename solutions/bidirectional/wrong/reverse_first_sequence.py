# /// wrong answer
# check = "test_reverse_values"
# kind = "wrong_value"
# hint.en = """
# The length of the first sequence is used for all of them: each row has a length of its own."""
# hint.es = """
# La longitud de la primera secuencia se usa para todas: cada fila tiene su propia longitud."""
# ///
"""The first length is used for all."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    first = int(lengths[0])
    return torch.cat([x[:, :first].flip(1), x[:, first:]], dim=1)
