# /// wrong answer
# check = "test_huffman_keeps_arguments"
# kind = "broken_property"
# hint.en = """
# You add the counts as int64: from 2⁶³ on their sums become negative, and are taken for the
# smallest. Turn the counts into Python's whole numbers first (tolist), which have no end."""
# hint.es = """
# Sumas las cuentas como int64: a partir de 2⁶³ sus sumas se vuelven negativas y pasan por las
# más pequeñas. Pasa antes las cuentas a enteros de Python (tolist), que no tienen límite."""
# ///
"""Sums of int64, which overflow."""


def huffman(counts: Tensor) -> list[str]:
    words = [""] * len(counts)
    heap = [(count, i, [i]) for i, count in enumerate(counts) if count > 0]
    heapq.heapify(heap)
    if len(heap) == 1:
        words[heap[0][1]] = "0"
    while len(heap) > 1:
        few, first, left = heapq.heappop(heap)
        more, _, right = heapq.heappop(heap)
        for bit, symbols in [("0", left), ("1", right)]:
            for symbol in symbols:
                words[symbol] = bit + words[symbol]
        heapq.heappush(heap, (few + more, first, left + right))
    return words
