# /// wrong answer
# check = "test_huffman_optimal"
# kind = "broken_property"
# hint.en = """
# All your words are equally long. What occurs often should cost little, and what is rare may
# cost more."""
# hint.es = """
# Todas tus palabras son igual de largas. Lo que aparece a menudo debe costar poco, y lo raro
# puede costar más."""
# ///
"""Words of one length."""


def huffman(counts: Tensor) -> list[str]:
    some = [symbol for symbol, count in enumerate(counts.tolist()) if count > 0]
    length = max(1, (len(some) - 1).bit_length())
    words = [""] * len(counts)
    for number, symbol in enumerate(some):
        words[symbol] = f"{number:0{length}b}"
    return words
