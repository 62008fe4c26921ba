# /// wrong answer
# check = "test_vae_steps"
# kind = "broken_property"
# hint.en = "Your steps are those of Adamax. Asked for is Adam."
# hint.es = "Tus pasos son los de Adamax. Se pide Adam."
# ///
"""Adamax in place of Adam."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adamax(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses
