# /// wrong answer
# check = "test_huffman_optimal"
# kind = "broken_property"
# hint.en = """
# Your words have the length of -log₂ p, rounded up (Shannon's code). No word begins another
# one, but some are longer than need be: 97, 1, 1, 1 should have words of 1, 2, 3 and 3 bits.
# Join the two rarest, again and again."""
# hint.es = """
# Tus palabras tienen la longitud de -log₂ p, redondeada hacia arriba (el código de Shannon).
# Ninguna es comienzo de otra, pero algunas son más largas de lo necesario: 97, 1, 1, 1 deben
# tener palabras de 1, 2, 3 y 3 bits. Une los dos más raros, una y otra vez."""
# ///
"""Shannon's code."""


def huffman(counts: Tensor) -> list[str]:
    words = [""] * len(counts)
    total, before = int(counts.sum()), 0
    for symbol in counts.argsort(descending=True, stable=True).tolist():
        count = int(counts[symbol])
        if count == 0:
            continue
        length = 1
        while count << length < total:
            length += 1
        words[symbol] = f"{(before << length) // total:0{length}b}"
        before += count
    return words
