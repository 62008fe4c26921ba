# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = "You write words in small letters: Bad and bad are two words here."
# hint.es = "Pasas las palabras a minúsculas: aquí Bad y bad son dos palabras."
# ///
"""Words in small letters."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word.lower() for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=2)}
