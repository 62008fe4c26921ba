# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = """
# Your dict has entries for padding and unknown words. Their ids are reserved, but they are no
# words."""
# hint.es = """
# Tu dict tiene entradas para el relleno y la palabra desconocida. Sus ids están reservados,
# pero no son palabras."""
# ///
"""<pad> and <unk> are entries."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(["<pad>", "<unk>", *kept])}
