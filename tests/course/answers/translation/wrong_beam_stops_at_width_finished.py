# WRONG: the search stops when width hypotheses have ended. Must lose points in: beam_search

import torch
import torch.nn.functional as F

PAD, START, END = 0, 1, 2


def beam_search(step, state, width, max_len, alpha):
    beams = [{"ids": [], "sum": 0.0, "state": state}]
    done = []
    n = 0
    while beams and n < max_len and len(done) < width:
        n += 1
        cand = []
        for b in beams:
            prev = b["ids"][-1] if b["ids"] else START
            logits, new_state = step(torch.tensor([prev], dtype=torch.long), b["state"])
            lp = F.log_softmax(logits[0], dim=-1)
            vals, idx = torch.topk(lp, min(width, lp.numel()))
            for val, i in zip(vals.tolist(), idx.tolist()):
                cand.append({"ids": b["ids"] + [i], "sum": b["sum"] + val, "state": new_state})
        cand = sorted(cand, key=lambda c: c["sum"], reverse=True)[:width]
        beams = []
        for c in cand:
            (done if c["ids"][-1] == END else beams).append(c)
    done.extend(beams)
    best = max(done, key=lambda c: c["sum"] / len(c["ids"]) ** alpha)
    return best["ids"], float(best["sum"] / len(best["ids"]) ** alpha)
