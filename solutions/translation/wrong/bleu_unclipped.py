# /// wrong answer
# check = "test_bleu_values"
# kind = "wrong_value"
# hint.en = """
# A word counts at most as often as the reference has it: “le le le” is no good translation of
# “le”."""
# hint.es = """
# Una palabra cuenta como mucho las veces que está en la referencia: «le le le» no es buena
# traducción de «le»."""
# ///
"""Every word that the reference has counts."""


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    log_precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += sum(count for ngram, count in written.items() if ngram in wanted)
            total += written.total()
        if hits == 0:
            return 0.0
        log_precisions += math.log(hits / total) / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)
