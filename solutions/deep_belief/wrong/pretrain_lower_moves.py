# /// wrong answer
# check = "test_pretrain_values"
# kind = "wrong_value"
# hint.en = """
# While an upper machine learns, those below go on learning. What the upper one was trained on is
# then no longer what they make of the data."""
# hint.es = """
# Mientras aprende una máquina de encima, las de abajo siguen aprendiendo. Lo que vio la de encima
# ya no es entonces lo que ellas hacen de los datos."""
# ///
"""Lower machines go on learning."""


def pretrain(
    v: Tensor,
    layers: list[Machine],
    us: list[Tensor],
    uh: list[Tensor],
    uv: list[Tensor],
    lr: float,
) -> list[Machine]:
    trained = []
    data = [v]
    for i, (W, b, c) in enumerate(layers):
        for s in range(len(uh[i])):
            dW, db, dc = contrastive_divergence(data[i], W, b, c, uh[i][s], uv[i][s])
            W, b, c = W + lr * dW, b + lr * db, c + lr * dc
            for j, old in enumerate(trained):
                t = s % max(len(uh[j]), 1)
                if len(uh[j]):
                    moves = contrastive_divergence(data[j], *old, uh[j][t], uv[j][t])
                    W0, b0, c0 = (each + lr * move for each, move in zip(old, moves, strict=True))
                    trained[j] = (W0, b0, c0)
        trained.append((W, b, c))
        if i < len(us):
            data.append(draw(torch.sigmoid(data[i] @ W + c), us[i]))
    return trained
