# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = "The state of your network has always the same size: hidden_size says how large it is."
# hint.es = "El estado de tu red tiene siempre el mismo tamaño: hidden_size dice cuál."
# ///
"""Always 24 units."""


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, 24, batch_first=True)
        self.readout = nn.Linear(24, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        # What no text of the batch reaches need not be read.
        states, _ = self.gru(self.embedding(ids[:, : int(lengths.max())]))
        return self.readout(last_state(states, lengths))[:, 0]
