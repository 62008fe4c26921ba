# /// wrong answer
# check = "test_reverse_values"
# kind = "wrong_value"
# hint.en = """
# You turned the features round, not the steps: look at which axis counts the steps."""
# hint.es = """
# Invertiste las características, no los pasos: mira qué eje cuenta los pasos."""
# ///
"""The features are turned round."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    return x.flip(2)
