# /// wrong answer
# check = "test_denoising_noise"
# kind = "broken_property"
# hint.en = """
# The same pixels are erased in every image of a minibatch of yours. Each image is damaged on its
# own: which shape must the random numbers have?"""
# hint.es = """
# En cada minilote tuyo se borran los mismos píxeles de todas las imágenes. Cada imagen se daña por
# su cuenta: ¿qué forma deben tener los números al azar?"""
# ///


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, torch.rand(x.shape[1]), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
