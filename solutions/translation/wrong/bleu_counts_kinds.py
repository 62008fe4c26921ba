# /// wrong answer
# check = "test_bleu_values"
# kind = "wrong_value"
# hint.en = """
# You count each n-gram once, however often it was written. Counts are clipped at the reference's,
# not at 1."""
# hint.es = """
# Cuentas cada n-grama una sola vez, se haya escrito las veces que sea. Se recorta a lo que tiene
# la referencia, no a 1."""
# ///
"""Each n-gram counts once."""


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    log_precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += len(written & wanted)
            total += len(written)
        if hits == 0:
            return 0.0
        log_precisions += math.log(hits / total) / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)
