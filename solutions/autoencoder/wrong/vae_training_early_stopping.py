# /// wrong answer
# check = "test_vae_steps"
# kind = "broken_property"
# hint.en = """
# Your training ends before its last step, since the loss has not fallen for a while. Asked for are
# all the steps."""
# hint.es = """
# Tu entrenamiento termina antes del último paso, porque la pérdida lleva un rato sin bajar. Se
# piden todos los pasos."""
# ///
"""It stops when the loss has not fallen for sixty steps."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
        if len(losses) > 120 and min(losses[-60:]) > min(losses[:-60]) - 1e-9:
            break
    return losses
