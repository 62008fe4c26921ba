# /// wrong answer
# check = "test_decode_refuses"
# kind = "wrong_value"
# hint.en = """
# Where the bytes end within a word, you complete it with zeros and take it for one that was
# sent. Raise a ValueError: that word is not there."""
# hint.es = """
# Si los bytes terminan a mitad de una palabra, la completas con ceros y la das por enviada.
# Lanza un ValueError: esa palabra no está."""
# ///
"""A word that is cut off is completed with zeros."""


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    bits = "".join(f"{byte:08b}" for byte in data)
    end = len(bits)
    bits += "0" * max(map(len, codewords))
    symbols: list[int] = []
    at = 0
    while len(symbols) < n:
        fitting = [i for i, word in enumerate(codewords) if word and bits.startswith(word, at)]
        if at >= end or not fitting:
            raise ValueError(f"{len(data)} bytes hold {len(symbols)} symbols, {n} were asked for")
        symbols.append(fitting[0])
        at += len(codewords[fitting[0]])
    return torch.tensor(symbols, dtype=torch.int64)
