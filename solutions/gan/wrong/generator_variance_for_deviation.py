# /// wrong answer
# check = "test_generator_initialisation"
# kind = "broken_property"
# hint.en = "2/inputs is the variance; you pass it as the standard deviation. Its root is missing."
# hint.es = "2/entradas es la varianza; tú la das como desviación típica. Falta su raíz."
# ///
"""2/inputs as the standard deviation."""


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
        for parameter in self.parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, 0, 2 / parameter.shape[1])
            else:
                nn.init.zeros_(parameter)

    def forward(self, z: Tensor) -> Tensor:
        return self.layers(z)
