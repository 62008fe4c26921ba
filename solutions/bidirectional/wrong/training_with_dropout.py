# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your model draws at random while it is trained (dropout): asked for is a training without it."""
# hint.es = """
# Tu modelo sortea al azar mientras se entrena (dropout): se pide un entrenamiento sin eso."""
# ///
"""Dropout before the read-out."""


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
            self.embedding(ids),
            lengths,
        )
        return self.readout(F.dropout(states, 0.5, self.training))[:, :, 0]
