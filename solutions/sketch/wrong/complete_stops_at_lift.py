# /// wrong answer
# check = "test_complete_rows"
# kind = "wrong_shape"
# hint.en = """
# You stop where the pen is lifted (p2): that is the end of a stroke. The end of a drawing is
# p3."""
# hint.es = """
# Paras cuando se levanta el lápiz (p2): eso es el fin de un trazo. El fin del dibujo es p3."""
# ///
"""A lifted pen stops it."""


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
        if row[3] == 1 or row[4] == 1:
            break
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix.clone()
