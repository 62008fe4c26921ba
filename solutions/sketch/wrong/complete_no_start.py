# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_value"
# hint.en = """
# The network never reads the start: in training it read (0, 0, 1, 0, 0) before every drawing."""
# hint.es = "La red nunca lee el inicio: al entrenar leyó (0, 0, 1, 0, 0) antes de cada dibujo."
# ///
"""The start is not read."""


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    start = prefix.new_tensor([0, 0, 1, 0, 0])
    raw, state = (step(start, None)[0], None) if len(prefix) else step(start, None)
    rows = list(prefix)
    for row in rows:
        raw, state = step(row, state)
    for _ in range(steps):
        row = choose(raw)
        rows.append(row)
        if row[4] == 1:
            break
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix.clone()
