# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You note the loss after the step. It is that of the minibatch before it."""
# hint.es = """
# Apuntas la pérdida de después del paso. Es la del minilote antes de él."""
# ///
"""The losses are those after the step."""


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    generator = torch.Generator().manual_seed(seed)
    trained = [each.clone().requires_grad_(True) for each in parameters]
    optimizer = torch.optim.Adam(trained, lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        loss = reconstruction_loss(x[rows], trained)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(reconstruction_loss(x[rows], trained).item())
    return [each.detach() for each in trained], losses
