# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_value"
# hint.en = """
# The rows that were drawn are not read: the network speaks again and again about the row after
# the prefix."""
# hint.es = """
# Las filas sorteadas no se leen: la red habla una y otra vez de la fila que sigue al prefijo."""
# ///
"""What was drawn is not read."""


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
    return torch.stack(rows) if rows else prefix.clone()
