# /// wrong answer
# check = "test_vae_steps"
# kind = "broken_property"
# hint.en = """
# In your training the misfit is averaged over the pixels, and the divergence is D times too heavy:
# the code collapses to the prior and every reconstruction is the mean image."""
# hint.es = """
# En tu entrenamiento el desajuste se promedia sobre los píxeles, y la divergencia pesa D veces de
# más: el código se derrumba hacia la distribución previa y toda reconstrucción es la imagen
# media."""
# ///


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        logits, mu, logvar = vae(batch, torch.randn(batch_size, code_size))
        bce = nn.functional.binary_cross_entropy_with_logits(logits, batch)
        loss = bce + gaussian_kl(mu, logvar).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
