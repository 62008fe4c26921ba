# /// wrong answer
# check = "test_vae_noise"
# kind = "broken_property"
# hint.en = "Your noise is drawn once, before the loop. Every step needs noise of its own."
# hint.es = "Tu ruido se sortea una sola vez, antes del bucle. Cada paso necesita el suyo."
# ///
"""The noise is drawn once."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    noise = torch.randn(batch_size, code_size)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, noise))
    return losses
