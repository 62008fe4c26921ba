# /// wrong answer
# check = "test_vocabulary_keeps_texts"
# kind = "wrong_value"
# hint.en = "The lists that you were given have changed. Count without taking words out of them."
# hint.es = "Las listas que recibiste han cambiado. Cuenta sin sacar palabras de ellas."
# ///
"""Texts are sorted in place."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    for text in texts:
        text.sort()
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=2)}
