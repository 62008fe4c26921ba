# /// wrong answer
# check = "test_vocabulary_ties"
# kind = "wrong_value"
# hint.en = """
# Of equal count, your words are in the order in which they appeared (as most_common leaves
# them), and not in that of their code points."""
# hint.es = """
# A igual frecuencia, tus palabras quedan en el orden en que aparecieron (como las deja
# most_common), y no por punto de código."""
# ///
"""Ties by appearance."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.most_common() if count >= min_count]
    return {word: number for number, word in enumerate(kept, start=2)}
