# /// wrong answer
# check = "test_training_seed"
# kind = "broken_property"
# hint.en = """
# The same seed gives other minibatches when something was drawn before. Does your draw use
# seed?"""
# hint.es = """
# La misma semilla da otros minilotes si antes se sorteó algo. ¿Usa tu sorteo seed?"""
# ///
"""The minibatches are drawn without the seed."""


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    trained = [each.clone().requires_grad_(True) for each in parameters]
    optimizer = torch.optim.Adam(trained, lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,))
        loss = reconstruction_loss(x[rows], trained)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in trained], losses
