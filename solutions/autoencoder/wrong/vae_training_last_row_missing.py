# /// wrong answer
# check = "test_vae_batches"
# kind = "broken_property"
# hint.en = "One of the rows is never drawn. The end of torch.randint is not among what it draws."
# hint.es = "Una de las filas no sale nunca. El final de torch.randint no está entre lo que sortea."
# ///
"""The last row is never drawn."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x) - 1, (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses
