# /// wrong answer
# check = "test_vocabulary_ties"
# kind = "wrong_value"
# hint.en = """
# Of equal count you compare words without their capitals. Python compares strings by code
# point: Zeta stands before bad."""
# hint.es = """
# A igual frecuencia comparas las palabras sin mayúsculas. Python compara cadenas por punto de
# código: Zeta va antes que bad."""
# ///
"""Ties without capitals."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word.lower()))
    return {word: number for number, word in enumerate(kept, start=2)}
