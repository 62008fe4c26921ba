# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# Conditions and pictures are drawn each by themselves: a picture and its condition no longer
# belong together."""
# hint.es = """
# Condiciones e imágenes se toman cada una por su lado: la imagen y su condición ya no van
# juntas."""
# ///
"""Conditions and pictures are drawn apart."""


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
                y[torch.randint(len(y), (batch_size,))],
                weight,
                p,
                None if m is None else m[rows],
            )
        )
    return losses
