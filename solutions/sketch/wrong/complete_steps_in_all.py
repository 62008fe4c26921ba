# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_shape"
# hint.en = "steps is the number of new rows; yours counts those of the prefix, too."
# hint.es = "steps es el número de filas nuevas; en el tuyo cuentan también las del prefijo."
# ///
"""steps counts the prefix, too."""


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
    for _ in range(max(0, steps - len(prefix))):
        row = choose(raw)
        rows.append(row)
        if row[4] == 1:
            break
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix.clone()
