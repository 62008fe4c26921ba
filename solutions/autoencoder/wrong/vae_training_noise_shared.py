# /// wrong answer
# check = "test_vae_noise"
# kind = "broken_property"
# hint.en = "All images of your minibatch share one draw of noise. Each has its own."
# hint.es = """
# Todas las imágenes de tu minilote comparten una sola muestra de ruido. Cada una tiene la suya."""
# ///


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(
            train_step(vae, optimizer, batch, torch.randn(1, code_size).expand(batch_size, -1))
        )
    return losses
