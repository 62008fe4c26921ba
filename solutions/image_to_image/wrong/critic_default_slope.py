# /// wrong answer
# check = "test_critic_values"
# kind = "wrong_value"
# hint.en = "LeakyReLU has PyTorch's own slope here, 0.01. What slope does the table ask for?"
# hint.es = "LeakyReLU tiene aquí la pendiente propia de PyTorch, 0.01. ¿Cuál pide la tabla?"
# ///
"""Slope 0.01."""


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            nn.LeakyReLU(),
            nn.Conv2d(hidden, 1, 4, stride=2, padding=1),
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        return self.layers(torch.cat([cond, picture], dim=1))
