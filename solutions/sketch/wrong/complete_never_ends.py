# /// wrong answer
# check = "test_complete_stops"
# kind = "wrong_shape"
# hint.en = "Your drawing goes on after its end: a row with p3 = 1 is the last."
# hint.es = "Tu dibujo continúa después de su fin: una fila con p3 = 1 es la última."
# ///
"""The end does not stop it."""


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
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix.clone()
