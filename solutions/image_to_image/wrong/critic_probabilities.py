# /// wrong answer
# check = "test_critic_values"
# kind = "wrong_value"
# hint.en = """
# These are probabilities. Logits are asked for: nothing comes after the last convolution."""
# hint.es = """
# Esto son probabilidades. Se piden logits: después de la última convolución no va nada."""
# ///
"""A sigmoid at the end."""


class PatchCritic(nn.Module):
    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, hidden, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(hidden, 1, 4, stride=2, padding=1),
        )

    def forward(self, cond: Tensor, picture: Tensor) -> Tensor:
        return torch.sigmoid(self.layers(torch.cat([cond, picture], dim=1)))
