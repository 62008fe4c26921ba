# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = "The pairs come in the order in which they were given, and not at random."
# hint.es = "Las parejas llegan en el orden en que se dieron, y no al azar."
# ///
"""Pairs in their order."""


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
    for step in range(steps):
        rows = (step * batch_size + torch.arange(batch_size)) % len(y)
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
                None if m is None else m[rows],
            )
        )
    return losses
