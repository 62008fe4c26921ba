# /// wrong answer
# check = "test_bleu_values"
# kind = "wrong_value"
# hint.en = """
# You add 1 to the counts. That is smoothing; there is none here."""
# hint.es = """
# Sumas 1 a los conteos. Eso es suavizado; aquí no hay."""
# ///
"""1 is added to hits and totals."""


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
        log_precisions += math.log((hits + 1) / (total + 1)) / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)
