# /// wrong answer
# check = "test_training_reads_the_text"
# kind = "broken_property"
# hint.en = """
# A logit changes with the number of padded columns: you read the state after the padding."""
# hint.es = """
# Un logit cambia con el número de columnas de relleno: lees el estado de después del
# relleno."""
# ///
"""The last column."""


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        states, _ = self.gru(self.embedding(ids))
        return self.readout(states[:, -1])[:, 0]
