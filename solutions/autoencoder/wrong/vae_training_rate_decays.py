# /// wrong answer
# check = "test_vae_steps"
# kind = "broken_property"
# hint.en = """
# Your learning rate gets smaller every hundred steps. Asked for is the same lr in every step."""
# hint.es = """
# Tu tasa de aprendizaje se reduce cada cien pasos. Se pide la misma lr en todos los pasos."""
# ///
"""The rate falls every hundred steps."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 100, 0.5)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
        schedule.step()
    return losses
