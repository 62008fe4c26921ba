# /// wrong answer
# check = "test_pretrain_values"
# kind = "wrong_value"
# hint.en = """
# Your machines move down: contrastive_divergence gives the direction upwards, which is added."""
# hint.es = """
# Tus máquinas se mueven hacia abajo: contrastive_divergence da la dirección hacia arriba, que se
# suma."""
# ///
"""The direction is subtracted."""


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
            W, b, c = W - lr * dW, b - lr * db, c - lr * dc
        trained.append((W, b, c))
        if i < len(us):
            v = draw(torch.sigmoid(v @ W + c), us[i])
    return trained
