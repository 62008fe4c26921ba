# /// wrong answer
# check = "test_encode"
# kind = "wrong_length"
# hint.en = """
# Every word begins a new byte, and the rest of it stays empty. The words follow each other
# without a gap, across the ends of bytes."""
# hint.es = """
# Cada palabra empieza un byte nuevo, y lo demás queda vacío. Las palabras van seguidas, sin
# huecos, también de un byte a otro."""
# ///
"""A new byte for every word."""


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    data = b""
    for symbol in symbols.tolist():
        bits = codewords[symbol]
        bits += "0" * (-len(bits) % 8)
        data += bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
    return data
