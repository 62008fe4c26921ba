# /// wrong answer
# check = "test_discriminator_values"
# kind = "wrong_length"
# hint.en = """
# Your network has three parameters: its layers have no biases. Six are asked for, a weight and a
# bias of each layer."""
# hint.es = """
# Tu red tiene tres parámetros: a sus capas les faltan los sesgos. Se piden seis, un peso y un sesgo
# de cada capa."""
# ///
"""The layers have no biases."""


class Discriminator(nn.Module):
    def __init__(self, data_size: int, hidden_size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(data_size, hidden_size, bias=False),
            nn.LeakyReLU(0.2),
            nn.Linear(hidden_size, hidden_size, bias=False),
            nn.LeakyReLU(0.2),
            nn.Linear(hidden_size, 1, bias=False),
        )
        initialise(self)

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)[:, 0]
