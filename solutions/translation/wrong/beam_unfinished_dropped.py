# /// wrong answer
# check = "test_beam_values"
# kind = "wrong_length"
# hint.en = """
# At max_len you drop what has not ended. It competes as it is, with length max_len."""
# hint.es = """
# En max_len descartas lo que no ha terminado. Compite tal como está, con longitud max_len."""
# ///
"""What has not ended at max_len is left out."""


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
        for total, ids, after in extended[:width]:
            if ids[-1] == END:
                finished.append((total, ids))
            else:
                live.append((total, ids, after))
        if not live:
            break
    finished = finished or [(total, ids) for total, ids, _ in live]
    scored = [(total / len(ids) ** alpha, ids) for total, ids in finished]
    score, best = max(scored, key=lambda hypothesis: hypothesis[0])
    return best, score
