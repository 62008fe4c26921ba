# /// wrong answer
# check = "test_vae_noise"
# kind = "broken_property"
# hint.en = """
# Your noise is uniform. Asked for is standard normal noise: torch.randn, not torch.rand."""
# hint.es = "Tu ruido es uniforme. Se pide ruido normal estándar: torch.randn, no torch.rand."
# ///
"""Uniform noise."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.rand(batch_size, code_size)))
    return losses
