# /// wrong answer
# check = "test_decode_refuses"
# kind = "wrong_value"
# hint.en = """
# Where the bytes end too early you return fewer symbols than were asked for, as if all were
# well. Raise a ValueError: a file that was cut off should say so."""
# hint.es = """
# Cuando los bytes terminan antes, devuelves menos símbolos de los pedidos, como si todo
# estuviera bien. Lanza un ValueError: un archivo cortado debe decirlo."""
# ///
"""No error for bytes that end early."""


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    symbol_of = {word: symbol for symbol, word in enumerate(codewords) if word}
    symbols: list[int] = []
    word = ""
    for bit in "".join(f"{byte:08b}" for byte in data):
        if len(symbols) == n:
            break
        word += bit
        if word in symbol_of:
            symbols.append(symbol_of[word])
            word = ""
    return torch.tensor(symbols, dtype=torch.int64)
