# /// wrong answer
# check = "test_bleu_brevity"
# kind = "wrong_value"
# hint.en = """
# Hypotheses that are too long get a bonus: the penalty is 1 where c ≥ r."""
# hint.es = """
# Lo demasiado largo recibe un premio: la penalización es 1 cuando c ≥ r."""
# ///
"""The penalty has no upper bound."""


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
    return math.exp((1 - r / c) + log_precisions)
