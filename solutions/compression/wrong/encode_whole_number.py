# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = """
# You take all the bits for one whole number, so that the zeros to fill up come before the very
# first word. They belong behind the last one."""
# hint.es = """
# Tomas todos los bits por un solo número entero, así que los ceros de relleno quedan antes de
# la primera palabra. Van detrás de la última."""
# ///
"""All bits as one number."""


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    bits = "".join(codewords[symbol] for symbol in symbols.tolist())
    return int("0" + bits, 2).to_bytes((len(bits) + 7) // 8, "big")
