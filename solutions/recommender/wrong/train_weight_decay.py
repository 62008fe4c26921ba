# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Your optimiser draws all weights towards 0 at every step: AdamW has a decay of 0.01 unless told
# otherwise. Take Adam."""
# hint.es = """
# Tu optimizador tira de todos los pesos hacia 0 en cada paso: AdamW tiene un decaimiento de 0.01
# si no se le dice otra cosa. Usa Adam."""
# ///
"""AdamW, with its decay of 0.01."""


def train_autorec(
    model: nn.Module,
    r: Tensor,
    mask: Tensor,
    keep: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        users = torch.randint(len(r), (batch_size,))
        ratings, known = r[users], mask[users]
        shown = known & (torch.rand(known.shape) < keep)
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
