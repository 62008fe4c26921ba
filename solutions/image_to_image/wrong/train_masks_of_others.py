# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# The masks are not those of the pairs that were drawn: they always come from the first ones."""
# hint.es = """
# Las máscaras no son las de las parejas que se tomaron: siempre son las de las primeras."""
# ///
"""The masks are those of the first pairs."""


def train_pairs(
    translator: nn.Module,
    critic: nn.Module,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    m: Tensor | None = None,
) -> list[tuple[float, float]]:
    torch.manual_seed(seed)
    translator_optimizer, critic_optimizer = (
        torch.optim.Adam(network.parameters(), lr=lr, betas=(0.5, 0.999))
        for network in (translator, critic)
    )
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(y), (batch_size,))
        losses.append(
            pair_step(
                translator,
                critic,
                translator_optimizer,
                critic_optimizer,
                cond[rows],
                y[rows],
                weight,
                p,
                None if m is None else m[:batch_size],
            )
        )
    return losses
