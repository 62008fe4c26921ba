# /// wrong answer
# check = "test_critic_values"
# kind = "wrong_value"
# hint.en = """
# Your critic judges pictures, not pairs: what the condition is makes no difference to it."""
# hint.es = "Tu crítico juzga imágenes, no parejas: la condición no cambia nada para él."
# ///
"""The condition is not looked at."""


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(hidden, 1, 4, stride=2, padding=1),
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        return self.layers(torch.cat([torch.zeros_like(cond), picture], dim=1))
