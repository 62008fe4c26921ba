# /// wrong answer
# check = "test_size_values"
# kind = "wrong_value"
# hint.en = """
# You count a rest that fills no stride as one place more: there the kernel would stick out."""
# hint.es = "Cuentas como un lugar más un resto que no llena un paso: ahí el kernel se saldría."
# ///
"""A rest counts as a place."""


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    return 1 - (kernel - size - 2 * padding) // stride
