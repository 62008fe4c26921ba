# /// wrong answer
# check = "test_huffman_absent"
# kind = "broken_property"
# hint.en = """
# What never occurs gets a word, too, and makes those of others longer. Leave symbols with the
# count 0 out, with the empty word."""
# hint.es = """
# Lo que nunca aparece también recibe palabra, y alarga las de otros. Deja fuera los símbolos
# con cuenta 0, con la palabra vacía."""
# ///
"""Words for what does not occur."""


def huffman(counts: Tensor) -> list[str]:
    words = [""] * len(counts)
    heap = [(count, i, [i]) for i, count in enumerate(counts.tolist())]
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
