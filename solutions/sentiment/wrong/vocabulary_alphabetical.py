# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = "Your words are in alphabetical order. That decides between words of equal count alone."
# hint.es = """
# Tus palabras están en orden alfabético. Eso decide solo entre palabras de igual
# frecuencia."""
# ///
"""By alphabet alone."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: word)
    return {word: number for number, word in enumerate(kept, start=2)}
