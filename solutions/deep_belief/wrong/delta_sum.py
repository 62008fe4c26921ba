# /// wrong answer
# check = "test_delta_values"
# kind = "wrong_value"
# hint.en = """
# Your step grows with the number of rows: the gradient is that of a mean."""
# hint.es = """
# Tu paso crece con el número de filas: el gradiente es el de una media."""
# ///
"""A sum over the rows."""


def delta_rule(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float) -> Map:
    error = y - torch.sigmoid(x @ W + b)
    return W + lr * x.T @ error, b + lr * error.sum(dim=0)


def right_delta_rule(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float) -> Map:
    error = y - torch.sigmoid(x @ W + b)
    return W + lr * x.T @ error / len(x), b + lr * error.mean(dim=0)


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
    new_up = [right_delta_rule(sleep[i], sleep[i + 1], *up[i], lr) for i in range(len(up))]
    new_down = [right_delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in range(len(down))]
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    return new_up, new_down, (W + lr * dW, b + lr * db, c + lr * dc)
