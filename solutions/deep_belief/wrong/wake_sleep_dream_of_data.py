# /// wrong answer
# check = "test_wake_sleep_two"
# kind = "wrong_value"
# hint.en = """
# Your dream starts from what was drawn awake. It starts where the chain at the top has ended."""
# hint.es = """
# Tu sueño parte de lo sorteado en vela. Debe partir de donde acabó la cadena de arriba."""
# ///
"""The dream starts at the data."""


def wake_sleep_step(
    v: Tensor,
    up: list[Map],
    down: list[Map],
    top: Machine,
    us: list[Tensor],
    uh: Tensor,
    uv: Tensor,
    ud: list[Tensor],
    lr: float,
) -> tuple[list[Map], list[Map], Machine]:
    wake = [v]
    for (R, c), u in zip(up, us, strict=True):
        wake.append(draw(torch.sigmoid(wake[-1] @ R + c), u))
    sleep = [wake[-1]]
    for (G, b), u in zip(reversed(down), reversed(ud), strict=True):
        sleep.insert(0, draw(torch.sigmoid(sleep[0] @ G + b), u))
    new_up = [delta_rule(sleep[i], sleep[i + 1], *up[i], lr) for i in range(len(up))]
    new_down = [delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in range(len(down))]
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    return new_up, new_down, (W + lr * dW, b + lr * db, c + lr * dc)
