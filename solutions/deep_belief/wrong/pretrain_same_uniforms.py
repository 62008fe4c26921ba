# /// wrong answer
# check = "test_pretrain_values"
# kind = "wrong_value"
# hint.en = """
# Every step takes the uniform numbers of the first one: step s has uh[i][s] and uv[i][s]."""
# hint.es = """
# Todos los pasos usan los números uniformes del primero: el paso s tiene uh[i][s] y uv[i][s]."""
# ///
"""The same uniform numbers in every step."""


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
        for _ in range(len(uh[i])):
            dW, db, dc = contrastive_divergence(v, W, b, c, uh[i][0], uv[i][0])
            W, b, c = W + lr * dW, b + lr * db, c + lr * dc
        trained.append((W, b, c))
        if i < len(us):
            v = draw(torch.sigmoid(v @ W + c), us[i])
    return trained
