# /// wrong answer
# check = "test_decode"
# kind = "wrong_shape"
# hint.en = """
# You read until the bytes end, and take the filling for symbols. Stop after n."""
# hint.es = """
# Lees hasta que terminan los bytes, y tomas el relleno por símbolos. Para después de n."""
# ///
"""Reads what fills the last byte."""


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    symbol_of = {word: symbol for symbol, word in enumerate(codewords) if word}
    symbols: list[int] = []
    word = ""
    for bit in "".join(f"{byte:08b}" for byte in data):
        word += bit
        if word in symbol_of:
            symbols.append(symbol_of[word])
            word = ""
    if len(symbols) < n:
        raise ValueError(f"{len(data)} bytes hold {len(symbols)} symbols, {n} were asked for")
    return torch.tensor(symbols, dtype=torch.int64)
