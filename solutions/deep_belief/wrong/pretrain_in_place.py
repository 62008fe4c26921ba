# /// wrong answer
# check = "test_pretrain_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# You add to the machines that you were handed, so that the caller's change, too."""
# hint.es = """
# Sumas en las máquinas que recibes, de modo que las de quien llama también cambian."""
# ///
"""The arguments are trained."""


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
            W += lr * dW
            b += lr * db
            c += lr * dc
        trained.append((W, b, c))
        if i < len(us):
            v = draw(torch.sigmoid(v @ W + c), us[i])
    return trained
