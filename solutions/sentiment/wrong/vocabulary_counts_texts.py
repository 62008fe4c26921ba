# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = """
# You count in how many texts a word occurs. Every occurrence counts, also twice in one
# text."""
# hint.es = """
# Cuentas en cuántos textos aparece una palabra. Cuenta cada aparición, también dos en un mismo
# texto."""
# ///
"""Texts are counted, not words."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in set(text))
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=2)}
