# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Your Adam begins anew at every step, and forgets the gradients before. One goes through the whole
# training."""
# hint.es = """
# Tu Adam empieza de nuevo en cada paso, y olvida los gradientes de antes. Uno solo recorre todo el
# entrenamiento."""
# ///
"""Each step has an Adam of its own."""


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    generator = torch.Generator().manual_seed(seed)
    trained = [each.clone().requires_grad_(True) for each in parameters]
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        loss = reconstruction_loss(x[rows], trained)
        optimizer = torch.optim.Adam(trained, lr)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in trained], losses
