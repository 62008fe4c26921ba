# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_value"
# hint.en = """
# Rows are chosen while the prefix is read: the prefix is taken as it is, and choose is called for
# new rows alone."""
# hint.es = """
# Se eligen filas mientras se lee el prefijo: el prefijo se toma tal cual, y a choose se la llama
# solo para filas nuevas."""
# ///
"""The prefix is drawn anew."""


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    raw, state = step(prefix.new_tensor([0, 0, 1, 0, 0]), None)
    rows = list(prefix)
    for row in rows:
        choose(raw)
        raw, state = step(row, state)
    for _ in range(steps):
        row = choose(raw)
        rows.append(row)
        if row[4] == 1:
            break
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix.clone()
