# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "The optimisers are made anew at every step, and Adam forgets what it has seen."
# hint.es = "Los optimizadores se crean de nuevo en cada paso, y Adam olvida lo que ha visto."
# ///
"""New optimisers at every step."""


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
    losses = []
    for _ in range(steps):
        translator_optimizer, critic_optimizer = (
            torch.optim.Adam(network.parameters(), lr=lr, betas=(0.5, 0.999))
            for network in (translator, critic)
        )
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
                None if m is None else m[rows],
            )
        )
    return losses
