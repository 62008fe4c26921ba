# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = "Your rarest word comes first: counts fall from id 2 on."
# hint.es = "Tu palabra menos frecuente va primero: las frecuencias bajan desde el id 2."
# ///
"""By rising count."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (counts[word], word))
    return {word: number for number, word in enumerate(kept, start=2)}
