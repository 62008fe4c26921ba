# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = """
# Your embedding gets no gradient: words would keep the meaning that they were drawn with."""
# hint.es = """
# Tu embedding no recibe gradiente: las palabras conservarían el significado con que se
# sortearon."""
# ///
"""The embedding is detached."""


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        # What no text of the batch reaches need not be read.
        states, _ = self.gru(self.embedding(ids[:, : int(lengths.max())]).detach())
        return self.readout(last_state(states, lengths))[:, 0]
