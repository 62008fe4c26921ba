# /// wrong answer
# check = "test_huffman_optimal"
# kind = "broken_property"
# hint.en = """
# You cut the sorted symbols from above, into halves that weigh about the same (Fano's code).
# That is close, but for 15, 7, 6, 6, 5 it takes more bits than need be. Build from below: join
# the two smallest."""
# hint.es = """
# Cortas los símbolos ordenados desde arriba, en mitades que pesan más o menos lo mismo (el
# código de Fano). Se acerca, pero para 15, 7, 6, 6, 5 gasta más bits de lo necesario. Construye
# desde abajo: une los dos más pequeños."""
# ///
"""Fano's code."""


def huffman(counts: Tensor) -> list[str]:
    words = [""] * len(counts)
    order = [i for i in counts.argsort(descending=True).tolist() if counts[i] > 0]

    def cut(symbols: list[int]) -> None:
        if len(symbols) < 2:
            return
        sums = [sum(int(counts[i]) for i in symbols[:n]) for n in range(len(symbols) + 1)]
        at = min(range(1, len(symbols)), key=lambda n: abs(2 * sums[n] - sums[-1]))
        for bit, half in [("0", symbols[:at]), ("1", symbols[at:])]:
            for symbol in half:
                words[symbol] += bit
            cut(half)

    cut(order)
    if len(order) == 1:
        words[order[0]] = "0"
    return words
