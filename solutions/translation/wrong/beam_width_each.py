# /// wrong answer
# check = "test_beam_values"
# kind = "wrong_length"
# hint.en = """
# You keep `width` extensions of every hypothesis, so that the beam grows at every step. Keep the
# `width` best of all of them together."""
# hint.es = """
# Conservas `width` extensiones de cada hipótesis, así que el haz crece en cada paso. Conserva las
# `width` mejores de todas juntas."""
# ///
"""`width` extensions of every hypothesis are kept."""


def beam_search(
    step: Step, state: Any, width: int, max_len: int, alpha: float
) -> tuple[list[int], float]:
    live: list[tuple[float, list[int], Any]] = [(0.0, [], state)]
    finished: list[tuple[float, list[int]]] = []
    for _ in range(max_len):
        extended = []
        for total, ids, before in live:
            last = ids[-1] if ids else START
            logits, after = step(torch.tensor([last]), before)
            log_p = logits[0].log_softmax(dim=0).tolist()
            children = [(total + log_p[k], [*ids, k], after) for k in range(len(log_p))]
            extended += sorted(children, key=lambda hypothesis: -hypothesis[0])[:width]
        live = []
        for total, ids, after in extended:
            if ids[-1] == END:
                finished.append((total, ids))
            else:
                live.append((total, ids, after))
        if not live:
            break
    finished += [(total, ids) for total, ids, _ in live]
    scored = [(total / len(ids) ** alpha, ids) for total, ids in finished]
    score, best = max(scored, key=lambda hypothesis: hypothesis[0])
    return best, score
