# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = "A word that occurs min_count times is kept: at least, not more than."
# hint.es = "Una palabra que aparece min_count veces se conserva: al menos, no más de."
# ///
"""count > min_count."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count > min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=2)}
