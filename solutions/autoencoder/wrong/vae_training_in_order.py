# /// wrong answer
# check = "test_vae_batches"
# kind = "broken_property"
# hint.en = "Your minibatches go through the rows in their order. They are to be drawn at random."
# hint.es = "Tus minilotes recorren las filas en su orden. Hay que tomarlas al azar."
# ///
"""The rows come in their order."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        batch = x[(step * batch_size + torch.arange(batch_size)) % len(x)]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses
