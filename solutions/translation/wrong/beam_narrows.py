# /// wrong answer
# check = "test_beam_values"
# kind = "wrong_length"
# hint.en = """
# Your beam gets narrower with every hypothesis that ends. Here `width` extensions are kept at
# every step, however many have ended."""
# hint.es = """
# Tu haz se estrecha con cada hipótesis que termina. Aquí se conservan `width` extensiones en cada
# paso, hayan terminado las que hayan terminado."""
# ///
"""The beam is narrower by one for each finished hypothesis."""


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
            extended += [(total + log_p[k], [*ids, k], after) for k in range(len(log_p))]
        extended.sort(key=lambda hypothesis: -hypothesis[0])
        live = []
        for total, ids, after in extended[: max(0, width - len(finished))]:
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
