# /// wrong answer
# check = "test_bleu_brevity"
# kind = "wrong_value"
# hint.en = """
# You sum the shortness of single sentences: one that is too long makes up for one that is too
# short. c and r are lengths of the whole corpus."""
# hint.es = """
# Sumas lo que le falta a cada frase: una demasiado larga compensa a una demasiado corta. c y r
# son longitudes del corpus entero."""
# ///
"""Every sentence is punished for its own brevity."""


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    log_precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += (written & wanted).total()
            total += written.total()
        if hits == 0:
            return 0.0
        log_precisions += math.log(hits / total) / max_n
    c = sum(map(len, hypotheses))
    r = c + sum(max(0, len(b) - len(a)) for a, b in zip(hypotheses, references, strict=True))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)
