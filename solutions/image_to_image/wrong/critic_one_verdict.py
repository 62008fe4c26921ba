# /// wrong answer
# check = "test_critic_values"
# kind = "wrong_shape"
# hint.en = "There is one verdict for the whole picture. Each patch is to have its own."
# hint.es = "Hay un solo veredicto para toda la imagen. Cada parche ha de tener el suyo."
# ///
"""One logit for the whole picture."""


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(hidden, 1, 4, stride=2, padding=1),
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        logits = self.layers(torch.cat([cond, picture], dim=1))
        return logits.mean(dim=(2, 3), keepdim=True)
