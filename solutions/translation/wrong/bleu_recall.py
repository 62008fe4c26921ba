# /// wrong answer
# check = "test_bleu_brevity"
# kind = "wrong_value"
# hint.en = """
# You divide by what the reference has. That is recall; a precision divides by what was written."""
# hint.es = """
# Divides entre lo que tiene la referencia. Eso es exhaustividad; una precisión divide entre lo
# escrito."""
# ///
"""Divided by the reference's n-grams."""


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    log_precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += (written & wanted).total()
            total += wanted.total()
        if hits == 0:
            return 0.0
        log_precisions += math.log(hits / total) / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)
