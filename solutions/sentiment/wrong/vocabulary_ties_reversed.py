# /// wrong answer
# check = "test_vocabulary_ties"
# kind = "wrong_value"
# hint.en = "Both keys are sorted downwards: of equal count the alphabet runs upwards."
# hint.es = """
# Ordenas las dos claves de mayor a menor: a igual frecuencia el alfabeto va hacia delante."""
# ///
"""Both keys reversed."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (counts[word], word), reverse=True)
    return {word: number for number, word in enumerate(kept, start=2)}
