# /// wrong answer
# check = "test_encode"
# kind = "wrong_length"
# hint.en = """
# You write a whole byte for every bit: the characters 0 and 1. Eight bits go into a byte, or
# nothing is compressed."""
# hint.es = """
# Escribes un byte entero por cada bit: los caracteres 0 y 1. En un byte caben ocho bits; si no,
# no se comprime nada."""
# ///
"""A byte for every bit."""


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    return "".join(codewords[symbol] for symbol in symbols.tolist()).encode()
