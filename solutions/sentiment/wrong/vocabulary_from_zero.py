# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = """
# Your first word has id 0, which is the padding; 1 is the unknown word. Where does numbering
# begin?"""
# hint.es = """
# Tu primera palabra tiene el id 0, que es el relleno; el 1 es la palabra desconocida. ¿Desde
# dónde se numera?"""
# ///
"""Ids from 0."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=0)}
