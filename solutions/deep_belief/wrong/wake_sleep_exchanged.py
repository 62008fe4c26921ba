# /// wrong answer
# check = "test_wake_sleep_two"
# kind = "wrong_value"
# hint.en = """
# The phases are exchanged: each way learns from what it has drawn itself. Awake the way down
# learns, asleep the way up."""
# hint.es = """
# Las fases están cambiadas: cada camino aprende de lo que él mismo ha sorteado. En vela aprende
# el que baja, dormida el que sube."""
# ///
"""Each learns from itself."""


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
    sleep = [gibbs_chain(wake[-1], *top, uh, uv)[-1]]
    for (G, b), u in zip(reversed(down), reversed(ud), strict=True):
        sleep.insert(0, draw(torch.sigmoid(sleep[0] @ G + b), u))
    new_up = [delta_rule(wake[i], wake[i + 1], *up[i], lr) for i in range(len(up))]
    new_down = [delta_rule(sleep[i + 1], sleep[i], *down[i], lr) for i in range(len(down))]
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    return new_up, new_down, (W + lr * dW, b + lr * db, c + lr * dc)
