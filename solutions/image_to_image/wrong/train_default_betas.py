# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "Your Adam has PyTorch's own betas. In this game, the first one is 0.5."
# hint.es = "Tu Adam tiene las betas propias de PyTorch. En este juego la primera es 0.5."
# ///
"""β = (0.9, 0.999)."""


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
        torch.optim.Adam(network.parameters(), lr=lr) for network in (translator, critic)
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
                None if m is None else m[rows],
            )
        )
    return losses
