# /// wrong answer
# check = "test_bleu_values"
# kind = "wrong_value"
# hint.en = """
# You average the precisions of the sentences. Hits and totals are summed over the corpus before
# one is divided by the other."""
# hint.es = """
# Promedias las precisiones de las frases. Aciertos y totales se suman sobre el corpus antes de
# dividir."""
# ///
"""A mean of the precisions of sentences."""


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    log_precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0.0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += (written & wanted).total() / max(1, written.total())
            total += 1
        if hits == 0:
            return 0.0
        log_precisions += math.log(hits / total) / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)
