# /// wrong answer
# check = "test_bleu_values"
# kind = "wrong_value"
# hint.en = """
# Your BLEU is a percentage. Here it lies between 0 and 1."""
# hint.es = """
# Tu BLEU es un porcentaje. Aquí está entre 0 y 1."""
# ///
"""Between 0 and 100."""


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
    return 100 * math.exp(min(0.0, 1 - r / c) + log_precisions)
