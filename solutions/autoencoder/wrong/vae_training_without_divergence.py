# /// wrong answer
# check = "test_vae_steps"
# kind = "broken_property"
# hint.en = """
# Your training leaves out the divergence: the codes wander off, and codes from the prior decode to
# nothing that was learnt."""
# hint.es = """
# Tu entrenamiento deja fuera la divergencia: los códigos se alejan, y los de la distribución previa
# no se decodifican en nada aprendido."""
# ///


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(train_step(vae, optimizer, batch, torch.randn(batch_size, code_size), 0.0))
    return losses
