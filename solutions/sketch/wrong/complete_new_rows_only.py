# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_shape"
# hint.en = "Only the new rows come back: the answer begins with the prefix."
# hint.es = "Solo vuelven las filas nuevas: la respuesta empieza con el prefijo."
# ///
"""The prefix is not in the answer."""


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
        rows.append(row)
        if row[4] == 1:
            break
        raw, state = step(row, state)
    return torch.stack(rows[len(prefix) :]) if rows[len(prefix) :] else prefix.clone()
