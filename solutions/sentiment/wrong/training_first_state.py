# /// wrong answer
# check = "test_training_reads_the_text"
# kind = "broken_property"
# hint.en = "Only the first word makes a difference: you read the first state."
# hint.es = "Solo cuenta la primera palabra: lees el primer estado."
# ///
"""The first state."""


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        # What no text of the batch reaches need not be read.
        states, _ = self.gru(self.embedding(ids[:, : int(lengths.max())]))
        return self.readout(states[:, 0])[:, 0]
