# /// wrong answer
# check = "test_wake_sleep_more"
# kind = "wrong_value"
# hint.en = """
# Your layers go down, but their uniform numbers go up: ud[i] belongs to layer i."""
# hint.es = """
# Tus capas van hacia abajo, pero sus números uniformes hacia arriba: ud[i] es de la capa i."""
# ///
"""The uniform numbers of the dream in the wrong order."""


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
    for (G, b), u in zip(reversed(down), ud, strict=True):
        sleep.insert(0, draw(torch.sigmoid(sleep[0] @ G + b), u))
    new_up = [delta_rule(sleep[i], sleep[i + 1], *up[i], lr) for i in range(len(up))]
    new_down = [delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in range(len(down))]
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    return new_up, new_down, (W + lr * dW, b + lr * db, c + lr * dc)
