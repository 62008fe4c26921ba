# /// wrong answer
# check = "test_vae_steps"
# kind = "broken_property"
# hint.en = """
# The network is as it was before: no step is taken. Look for optimizer.step(), and whether the
# optimizer holds the parameters of this VAE."""
# hint.es = """
# La red está como antes: no se da ningún paso. Busca optimizer.step(), y si el optimizador tiene
# los parámetros de este VAE."""
# ///
"""The optimizer holds copies of the parameters."""


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam([each.detach().clone() for each in vae.parameters()], lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses
