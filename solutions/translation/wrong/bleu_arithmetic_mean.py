# /// wrong answer
# check = "test_bleu_values"
# kind = "wrong_value"
# hint.en = """
# You average the precisions. BLEU takes their geometric mean: the exponential of the mean of
# their logarithms."""
# hint.es = """
# Promedias las precisiones. BLEU usa su media geométrica: la exponencial de la media de sus
# logaritmos."""
# ///
"""The precisions are averaged."""


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += (written & wanted).total()
            total += written.total()
        if hits == 0:
            return 0.0
        precisions += hits / total / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c)) * precisions
