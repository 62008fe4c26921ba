# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You train a network that takes the mean over all places. Where noise is averaged with what was
# found, bars drown; and the parameters do not fit the network that is asked for."""
# hint.es = """
# Entrenas una red que toma la media de todos los lugares. Donde el ruido se promedia con lo
# encontrado, las barras se ahogan; y los parámetros no son para la red que se pide."""
# ///
"""Trains a network that takes the mean over all places."""


def with_means(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    return torch.relu(conv2d(x, w, b)).mean(dim=(2, 3)) @ V + c


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
        loss = functional.cross_entropy(with_means(x[rows], *trained), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in trained], losses
