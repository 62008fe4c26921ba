# /// wrong answer
# check = "test_wake_sleep_two"
# kind = "wrong_value"
# hint.en = """
# Your dream is of the machine at the top after its step. It starts where the chain of that step
# has ended, with the old parameters."""
# hint.es = """
# Tu sueño es de la máquina de arriba tras su paso. Debe partir de donde acabó la cadena de ese
# paso, con los parámetros antiguos."""
# ///
"""The dream of the new top."""


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
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    new_top = (W + lr * dW, b + lr * db, c + lr * dc)
    sleep = [gibbs_chain(wake[-1], *new_top, uh, uv)[-1]]
    for (G, b), u in zip(reversed(down), reversed(ud), strict=True):
        sleep.insert(0, draw(torch.sigmoid(sleep[0] @ G + b), u))
    new_up = [delta_rule(sleep[i], sleep[i + 1], *up[i], lr) for i in range(len(up))]
    new_down = [delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in range(len(down))]
    return new_up, new_down, new_top
