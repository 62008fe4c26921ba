# /// wrong answer
# check = "test_vocabulary_min_count"
# kind = "wrong_value"
# hint.en = "Your vocabulary holds words that occur fewer than min_count times."
# hint.es = "Tu vocabulario contiene palabras que aparecen menos de min_count veces."
# ///
"""min_count is not used."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = list(counts)
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=2)}
