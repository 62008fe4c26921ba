# /// wrong answer
# check = "test_generator_initialisation"
# kind = "broken_property"
# hint.en = """
# Your weights are nn.Linear's own: uniform, with a variance six times too small, and biases that
# are not 0. Draw them as the statement says."""
# hint.es = """
# Tus pesos son los propios de nn.Linear: uniformes, con una varianza seis veces menor, y con sesgos
# distintos de 0. Sortéalos como dice el enunciado."""
# ///
"""The generator keeps PyTorch's initial values."""


class Generator(nn.Module):
    def __init__(self, latent_size: int, hidden_size: int, data_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(latent_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, data_size),
        )

    def forward(self, z: Tensor) -> Tensor:
        return self.layers(z)
