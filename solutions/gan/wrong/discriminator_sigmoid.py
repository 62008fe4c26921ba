# /// wrong answer
# check = "test_discriminator_values"
# kind = "wrong_value"
# hint.en = """
# Your discriminator answers probabilities. Asked for are logits: the losses have the sigmoid in
# them, and here it would act twice."""
# hint.es = """
# Tu discriminador responde probabilidades. Se piden logits: las pérdidas ya llevan dentro la
# sigmoide, y aquí actuaría dos veces."""
# ///
"""A sigmoid at the discriminator's end."""


class Discriminator(nn.Module):
    def __init__(self, data_size: int, hidden_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(data_size, hidden_size),
            nn.LeakyReLU(0.2),
            nn.Linear(hidden_size, hidden_size),
            nn.LeakyReLU(0.2),
            nn.Linear(hidden_size, 1),
        )
        initialise(self)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.layers(x)[:, 0])
