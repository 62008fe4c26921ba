# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "The critic is trained by SGD. Both players have Adam."
# hint.es = "El crítico se entrena con SGD. Los dos jugadores tienen Adam."
# ///
"""SGD for the critic."""


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
    translator_optimizer = torch.optim.Adam(translator.parameters(), lr=lr, betas=(0.5, 0.999))
    critic_optimizer = torch.optim.SGD(critic.parameters(), lr=lr)
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
