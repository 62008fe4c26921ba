# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = """
# The zeros that fill up the last byte stand before its bits. Read back, they would be taken for
# words: they belong behind."""
# hint.es = """
# Los ceros que completan el último byte están delante de sus bits. Al leerlos de vuelta se
# tomarían por palabras: van detrás."""
# ///
"""The last byte is filled up in front."""


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    bits = "".join(codewords[symbol] for symbol in symbols.tolist())
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
