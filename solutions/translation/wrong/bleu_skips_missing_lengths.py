# /// wrong answer
# check = "test_bleu_edges"
# kind = "wrong_value"
# hint.en = """
# Where no hypothesis has an n-gram of that length, you leave it out. Here BLEU is 0 then."""
# hint.es = """
# Cuando ninguna hipótesis tiene un n-grama de esa longitud, lo omites. Aquí BLEU es entonces 0."""
# ///
"""n-grams of which there are none are left out."""


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    log_precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += (written & wanted).total()
            total += written.total()
        if total == 0 and n > 1:
            continue
        if hits == 0:
            return 0.0
        log_precisions += math.log(hits / total) / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)
