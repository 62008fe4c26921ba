# /// wrong answer
# check = "test_huffman_keeps_arguments"
# kind = "broken_property"
# hint.en = """
# You compute with shares, or with floating-point numbers: huge counts that differ by 1 look the
# same to them, and the wrong two are joined. Add and compare the whole numbers."""
# hint.es = """
# Calculas con partes del total, o en punto flotante: ahí las cuentas enormes que difieren en 1 se
# ven iguales, y se unen las dos equivocadas. Suma y compara los números enteros."""
# ///
"""Shares in place of counts."""


def huffman(counts: Tensor) -> list[str]:
    words = [""] * len(counts)
    shares = counts.to(torch.float64) / counts.sum()
    heap = [(share, i, [i]) for i, share in enumerate(shares.tolist()) if share > 0]
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
