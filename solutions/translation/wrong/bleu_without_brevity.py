# /// wrong answer
# check = "test_bleu_brevity"
# kind = "wrong_value"
# hint.en = """
# Short hypotheses are not punished: the brevity penalty is missing."""
# hint.es = """
# Lo corto no se castiga: falta la penalización por brevedad."""
# ///
"""There is no brevity penalty."""


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
    return math.exp(log_precisions)
