# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = "The pairs are drawn once, before the loop: every step sees the same ones."
# hint.es = "Las parejas se toman una vez, antes del bucle: todos los pasos ven las mismas."
# ///
"""One minibatch for ever."""


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
    rows = torch.randint(len(y), (batch_size,))
    for _ in range(steps):
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
