# /// wrong answer
# check = "test_wake_sleep_two"
# kind = "wrong_value"
# hint.en = """
# Your dream is drawn with what the way down has just learnt. All of a step happens with the
# parameters as they were at its beginning."""
# hint.es = """
# Tu sueño se sortea con lo que el camino hacia abajo acaba de aprender. Todo en un paso ocurre
# con los parámetros como estaban al comienzo."""
# ///
"""The dream has new weights."""


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
    new_down = [delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in range(len(down))]
    sleep = [gibbs_chain(wake[-1], *top, uh, uv)[-1]]
    for (G, b), u in zip(reversed(new_down), reversed(ud), strict=True):
        sleep.insert(0, draw(torch.sigmoid(sleep[0] @ G + b), u))
    new_up = [delta_rule(sleep[i], sleep[i + 1], *up[i], lr) for i in range(len(up))]
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    return new_up, new_down, (W + lr * dW, b + lr * db, c + lr * dc)
