# /// wrong answer
# check = "test_reverse_values"
# kind = "wrong_value"
# hint.en = """
# You turned the batch round, not the sequences: look at which axis counts the steps."""
# hint.es = """
# Invertiste el lote, no las secuencias: mira qué eje cuenta los pasos."""
# ///
"""The batch is turned round."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    return x.flip(0)
