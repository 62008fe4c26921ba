# /// wrong answer
# check = "test_complete_stops"
# kind = "wrong_shape"
# hint.en = "The end is missing in your answer: it is the last of the new rows."
# hint.es = "Falta el fin en tu respuesta: es la última de las filas nuevas."
# ///
"""The end is not part of the answer."""


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    raw, state = step(prefix.new_tensor([0, 0, 1, 0, 0]), None)
    rows = list(prefix)
    for row in rows:
        raw, state = step(row, state)
    for _ in range(steps):
        row = choose(raw)
        if row[4] == 1:
            break
        rows.append(row)
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix.clone()
