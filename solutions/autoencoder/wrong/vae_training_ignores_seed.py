# /// wrong answer
# check = "test_vae_batches"
# kind = "broken_property"
# hint.en = "The same seed does not give the same training of your VAE: where is seed used?"
# hint.es = "La misma semilla no da el mismo entrenamiento de tu VAE: ¿dónde se usa seed?"
# ///


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses
