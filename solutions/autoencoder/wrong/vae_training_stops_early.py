# /// wrong answer
# check = "test_vae_steps"
# kind = "broken_property"
# hint.en = "After the first few steps your network no longer moves."
# hint.es = "Después de los primeros pasos tu red ya no se mueve."
# ///


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        if step == 10:
            for group in optimizer.param_groups:
                group["lr"] = 0.0
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses
