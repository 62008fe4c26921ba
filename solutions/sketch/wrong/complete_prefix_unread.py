# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_value"
# hint.en = """
# Only the last row of the prefix is read: the network has to read them all to know what is
# drawn."""
# hint.es = """
# Solo se lee la última fila del prefijo: la red tiene que leerlas todas para saber qué hay
# dibujado."""
# ///
"""Only the last row of the prefix is read."""


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    raw, state = step(prefix.new_tensor([0, 0, 1, 0, 0]), None)
    rows = list(prefix)
    for row in rows[-1:]:
        raw, state = step(row, state)
    for _ in range(steps):
        row = choose(raw)
        rows.append(row)
        if row[4] == 1:
            break
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix.clone()
