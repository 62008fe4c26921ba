# /// wrong answer
# check = "test_discriminator_values"
# kind = "wrong_value"
# hint.en = """
# Your LeakyReLU has PyTorch's default slope, 0.01. Asked for is 0.2: the generator learns from what
# comes back through the units that are off."""
# hint.es = """
# Tu LeakyReLU tiene la pendiente por defecto de PyTorch, 0.01. Se pide 0.2: el generador aprende de
# lo que vuelve por las unidades apagadas."""
# ///
"""The slope of LeakyReLU is left at its default, 0.01."""


class Discriminator(nn.Module):
    def __init__(self, data_size: int, hidden_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(data_size, hidden_size),
            nn.LeakyReLU(),
            nn.Linear(hidden_size, hidden_size),
            nn.LeakyReLU(),
            nn.Linear(hidden_size, 1),
        )
        initialise(self)

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)[:, 0]
