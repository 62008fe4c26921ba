# /// wrong answer
# check = "test_size_values"
# kind = "wrong_value"
# hint.en = """
# You count the padding once. The image gets it before its first row and behind its last one."""
# hint.es = """
# Cuentas el relleno una vez. La imagen lo recibe delante de su primera fila y detrás de la
# última."""
# ///
"""The padding counts on one side only."""


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    return 1 + (size + padding - kernel) // stride
