# /// wrong answer
# check = "test_huffman_alone"
# kind = "broken_property"
# hint.en = """
# A symbol that occurs alone gets no bits from you. Then nobody can tell from the bytes how
# often it stands there: give it one bit."""
# hint.es = """
# Un símbolo que aparece solo no recibe de ti ningún bit. Así nadie puede saber por los bytes
# cuántas veces está: dale un bit."""
# ///
"""No bit for a lone symbol."""


def huffman(counts: Tensor) -> list[str]:
    words = [""] * len(counts)
    heap = [(count, i, [i]) for i, count in enumerate(counts.tolist()) if count > 0]
    heapq.heapify(heap)
    while len(heap) > 1:
        few, first, left = heapq.heappop(heap)
        more, _, right = heapq.heappop(heap)
        for bit, symbols in [("0", left), ("1", right)]:
            for symbol in symbols:
                words[symbol] = bit + words[symbol]
        heapq.heappush(heap, (few + more, first, left + right))
    return words
