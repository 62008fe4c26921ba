# /// wrong answer
# check = "test_discriminator_values"
# kind = "wrong_shape"
# hint.en = """
# Your logits have the shape (N, 1). Asked for is (N,): a column against a row is broadcast to a
# matrix, without any error."""
# hint.es = """
# Tus logits tienen la forma (N, 1). Se pide (N,): una columna contra una fila se extiende a una
# matriz, sin que nada dé error."""
# ///
"""Logits of shape (N, 1)."""


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
        return self.layers(x)
