# /// wrong answer
# check = "test_critic_values"
# kind = "wrong_value"
# hint.en = "You join the picture first, and then the condition. The other order is asked for."
# hint.es = "Unes primero la imagen y luego la condición. Se pide el otro orden."
# ///
"""The picture comes first."""


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(hidden, 1, 4, stride=2, padding=1),
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        return self.layers(torch.cat([picture, cond], dim=1))
