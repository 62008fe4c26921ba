# /// wrong answer
# check = "test_decode"
# kind = "raised"
# hint.en = """
# The zeros at the beginning of a byte are lost: bin(5) is 101, but the byte is 00000101. Each
# byte has eight bits."""
# hint.es = """
# Se pierden los ceros del comienzo de un byte: bin(5) es 101, pero el byte es 00000101. Cada
# byte tiene ocho bits."""
# ///
"""Bytes lose their zeros."""


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    symbol_of = {word: symbol for symbol, word in enumerate(codewords) if word}
    symbols: list[int] = []
    word = ""
    for bit in "".join(f"{byte:b}" for byte in data):
        if len(symbols) == n:
            break
        word += bit
        if word in symbol_of:
            symbols.append(symbol_of[word])
            word = ""
    if len(symbols) < n:
        raise ValueError(f"{len(data)} bytes hold {len(symbols)} symbols, {n} were asked for")
    return torch.tensor(symbols, dtype=torch.int64)
