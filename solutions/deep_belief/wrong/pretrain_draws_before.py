# /// wrong answer
# check = "test_pretrain_values"
# kind = "wrong_value"
# hint.en = """
# The data of the upper machine are drawn with the lower one as it was before its training."""
# hint.es = """
# Los datos de la máquina de encima se sortean con la inferior como estaba antes de entrenarla."""
# ///
"""Data of the untrained machine."""


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
        for for_hidden, for_visible in zip(uh[i], uv[i], strict=True):
            dW, db, dc = contrastive_divergence(v, W, b, c, for_hidden, for_visible)
            W, b, c = W + lr * dW, b + lr * db, c + lr * dc
        trained.append((W, b, c))
        if i < len(us):
            v = draw(torch.sigmoid(v @ layers[i][0] + layers[i][2]), us[i])
    return trained
