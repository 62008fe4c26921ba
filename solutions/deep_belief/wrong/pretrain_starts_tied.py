# /// wrong answer
# check = "test_pretrain_values"
# kind = "wrong_value"
# hint.en = """
# Your upper machines start from the lower one turned upside down. Here the start is given:
# layers[i]."""
# hint.es = """
# Tus máquinas de encima parten de la inferior puesta del revés. Aquí el comienzo está dado:
# layers[i]."""
# ///
"""A tied start in place of the given one."""


def pretrain(
    v: Tensor,
    layers: list[Machine],
    us: list[Tensor],
    uh: list[Tensor],
    uv: list[Tensor],
    lr: float,
) -> list[Machine]:
    trained = []
    for i, (W, b, c) in enumerate(layers):
        if i > 0 and trained[-1][0].T.shape == W.shape:
            W, b, c = trained[-1][0].T, trained[-1][2], trained[-1][1]
        for for_hidden, for_visible in zip(uh[i], uv[i], strict=True):
            dW, db, dc = contrastive_divergence(v, W, b, c, for_hidden, for_visible)
            W, b, c = W + lr * dW, b + lr * db, c + lr * dc
        trained.append((W, b, c))
        if i < len(us):
            v = draw(torch.sigmoid(v @ W + c), us[i])
    return trained
