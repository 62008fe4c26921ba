# /// wrong answer
# check = "test_bleu_brevity"
# kind = "wrong_value"
# hint.en = """
# In your penalty c and r have changed places: the exponent is 1 - r / c, with r of the
# references."""
# hint.es = """
# En tu penalización c y r están intercambiadas: el exponente es 1 - r / c, con r de las
# referencias."""
# ///
"""c and r have changed places."""


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
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - c / r) + log_precisions)
