# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_shape"
# hint.en = "The start is in your answer: it is no part of a drawing."
# hint.es = "El inicio está en tu respuesta: no es parte de un dibujo."
# ///
"""The start is part of the answer."""


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
    start = prefix.new_tensor([[0, 0, 1, 0, 0]])
    return torch.cat([start, torch.stack(rows)]) if rows else start
