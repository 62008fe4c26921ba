# /// wrong answer
# check = "test_huffman_optimal"
# kind = "broken_property"
# hint.en = """
# You give the most frequent 0, the next 10, then 110 and so on. That is best where each count
# is at least as large as all rarer ones together; with counts that are alike the last words get
# far too long."""
# hint.es = """
# Das 0 al más frecuente, 10 al siguiente, luego 110 y así sucesivamente. Eso es lo mejor si
# cada cuenta es al menos tan grande como todas las más raras juntas; con cuentas parecidas, las
# últimas palabras salen demasiado largas."""
# ///
"""A comb in place of a tree."""


def huffman(counts: Tensor) -> list[str]:
    order = [i for i in counts.argsort(descending=True).tolist() if counts[i] > 0]
    words = [""] * len(counts)
    for rank, symbol in enumerate(order):
        words[symbol] = "1" * rank + "0"
    if len(order) > 1:
        words[order[-1]] = words[order[-1]][:-1]
    return words
