# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_value"
# hint.en = """
# The state is not handed on: every call of step starts from nothing, and the network forgets what
# was drawn."""
# hint.es = """
# El estado no pasa de una llamada a otra: cada llamada a step empieza de cero, y la red olvida lo
# dibujado."""
# ///
"""Every step starts without a state."""


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    raw, state = step(prefix.new_tensor([0, 0, 1, 0, 0]), None)
    rows = list(prefix)
    for row in rows:
        raw, state = step(row, None)
    for _ in range(steps):
        row = choose(raw)
        rows.append(row)
        if row[4] == 1:
            break
        raw, state = step(row, None)
    return torch.stack(rows) if rows else prefix.clone()
