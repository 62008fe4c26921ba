# /// wrong answer
# check = "test_generator_values"
# kind = "wrong_length"
# hint.en = """
# Your network has three parameters: its layers have no biases. Six are asked for, a weight and a
# bias of each layer."""
# hint.es = """
# Tu red tiene tres parámetros: a sus capas les faltan los sesgos. Se piden seis, un peso y un sesgo
# de cada capa."""
# ///
"""The layers have no biases."""


class Generator(nn.Module):
    def __init__(self, latent_size: int, hidden_size: int, data_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(latent_size, hidden_size, bias=False),
            nn.ReLU(),
            nn.Linear(hidden_size, hidden_size, bias=False),
            nn.ReLU(),
            nn.Linear(hidden_size, data_size, bias=False),
        )
        initialise(self)

    def forward(self, z: Tensor) -> Tensor:
        return self.layers(z)
