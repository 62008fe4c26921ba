# /// wrong answer
# check = "test_pretrain_values"
# kind = "wrong_value"
# hint.en = """
# The upper machine sees the probabilities of the layer below. Its data are states that have been
# drawn, 0 or 1."""
# hint.es = """
# La máquina de encima ve las probabilidades de la capa de abajo. Sus datos son estados sorteados,
# 0 o 1."""
# ///
"""Probabilities as data."""


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
            v = torch.sigmoid(v @ W + c)
    return trained
