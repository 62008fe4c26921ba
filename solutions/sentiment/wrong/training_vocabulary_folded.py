# /// wrong answer
# check = "test_training_reads_the_text"
# kind = "broken_property"
# hint.en = """
# Different words share a row of your embedding: it needs vocabulary_size rows, also for words
# that come later."""
# hint.es = """
# Palabras distintas comparten fila en tu embedding: necesita vocabulary_size filas, también
# para palabras que vengan después."""
# ///
"""An embedding of 5,000 rows, whatever the vocabulary; ids beyond it are the last one."""


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(5000, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        # What no text of the batch reaches need not be read.
        states, _ = self.gru(self.embedding(ids[:, : int(lengths.max())].clamp(max=4999)))
        return self.readout(last_state(states, lengths))[:, 0]
