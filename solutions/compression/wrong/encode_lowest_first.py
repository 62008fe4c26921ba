# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = """
# Your first bit is the lowest of its byte. Here the first bit is the highest one: the bits
# 01011100 are the byte 92, as one would write the number."""
# hint.es = """
# Tu primer bit es el más bajo de su byte. Aquí el primer bit es el más alto: los bits 01011100
# son el byte 92, como se escribe el número."""
# ///
"""The first bit is the lowest."""


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    bits = "".join(codewords[symbol] for symbol in symbols.tolist())
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8][::-1], 2) for i in range(0, len(bits), 8))
