# /// wrong answer
# check = "test_training_returns"
# kind = "wrong_value"
# hint.en = """
# Your training moves the tensors that it was given. Train copies of them."""
# hint.es = """
# Tu entrenamiento mueve los tensores que recibió. Entrena copias de ellos."""
# ///
"""The parameters that were given are trained themselves."""


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    generator = torch.Generator().manual_seed(seed)
    trained = [each.detach().requires_grad_(True) for each in parameters]
    optimizer = torch.optim.Adam(trained, lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        loss = reconstruction_loss(x[rows], trained)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in trained], losses
