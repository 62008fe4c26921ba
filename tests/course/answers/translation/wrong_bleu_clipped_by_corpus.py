# WRONG: hits are clipped at what all references have together. Must lose points in: bleu
import math
from collections import defaultdict


def counts(words, n):
    d = defaultdict(int)
    for i in range(len(words) - n + 1):
        d[" ".join(words[i : i + n])] += 1
    return d


def bleu(hypotheses, references, max_n=4):
    c = sum(len(h) for h in hypotheses)
    r = sum(len(h) for h in references)
    total_log = 0.0
    for n in range(1, max_n + 1):
        num, den = 0, 0
        ch, cr = defaultdict(int), defaultdict(int)
        for h, ref in zip(hypotheses, references):
            for g, k in counts(h, n).items():
                ch[g] += k
            for g, k in counts(ref, n).items():
                cr[g] += k
        for g in ch:
            num += min(ch[g], cr.get(g, 0))
            den += ch[g]
        if den == 0 or num == 0:
            return 0.0
        total_log += math.log(num / den)
    bp = 1.0 if c > r else math.exp(1 - r / c)
    return bp * math.exp(total_log / max_n)
