# /// wrong answer
# check = "test_generator_values"
# kind = "wrong_value"
# hint.en = """
# Your generator ends in tanh and can't answer anything outside of [-1, 1]. That suits images scaled
# to that range; these data have no bounds."""
# hint.es = """
# Tu generador termina en tanh y no puede responder nada fuera de [-1, 1]. Eso sirve para imágenes
# escaladas a ese intervalo; estos datos no tienen cotas."""
# ///
"""A tanh at the generator's end."""


class Generator(nn.Module):
    def __init__(self, latent_size: int, hidden_size: int, data_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(latent_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, data_size),
            nn.Tanh(),
        )
        initialise(self)

    def forward(self, z: Tensor) -> Tensor:
        return self.layers(z)
