# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# You draw the rows of the images and those of the labels apart, so that a picture meets any
# label."""
# hint.es = """
# Sorteas las filas de las imágenes y las de las etiquetas por separado, y una imagen se encuentra
# con cualquier etiqueta."""
# ///
"""Images and labels are drawn apart."""


def train_cnn(
    x: Tensor,
    y: Tensor,
    parameters: list[Tensor],
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[list[Tensor], list[float]]:
    generator = torch.Generator().manual_seed(seed)
    trained = [each.clone().requires_grad_(True) for each in parameters]
    optimizer = torch.optim.Adam(trained, lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        others = torch.randint(len(x), (batch_size,), generator=generator)
        loss = functional.cross_entropy(cnn_forward(x[rows], *trained), y[others])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in trained], losses
