# /// wrong answer
# check = "test_vocabulary"
# kind = "wrong_value"
# hint.en = "Your first word has id 1, which belongs to unknown words."
# hint.es = "Tu primera palabra tiene el id 1, que es el de las palabras desconocidas."
# ///
"""Ids from 1."""


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=1)}
