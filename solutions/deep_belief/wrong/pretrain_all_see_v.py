# /// wrong answer
# check = "test_pretrain_values"
# kind = "wrong_value"
# hint.en = """
# Every machine is trained on v. From the second on, the data are what has been drawn of the layer
# below."""
# hint.es = """
# Todas las máquinas se entrenan con v. Desde la segunda, los datos son lo sorteado de la capa de
# abajo."""
# ///
"""Every machine sees v."""


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
    return trained
