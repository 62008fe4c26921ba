# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = """
# No gradient reaches the embedding of the letters: something cuts it off from the recurrent
# layers."""
# hint.es = """
# Al embedding de las letras no llega ningún gradiente: algo lo desconecta de las capas
# recurrentes."""
# ///
"""The embedding is detached."""


class Restorer(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.ahead = nn.LSTM(16, hidden_size, batch_first=True)
        self.behind = nn.LSTM(16, hidden_size, batch_first=True)
        self.readout = nn.Linear(2 * hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        states = bidirectional(
            lambda x: self.ahead(x)[0],
            lambda x: self.behind(x)[0],
            self.embedding(ids).detach(),
            lengths,
        )
        return self.readout(states)[:, :, 0]
