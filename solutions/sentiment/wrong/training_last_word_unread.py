# /// wrong answer
# check = "test_training_reads_the_text"
# kind = "broken_property"
# hint.en = """
# The last word of a text makes no difference to its logit: the state is one step too early."""
# hint.es = "La última palabra de un texto no cambia su logit: el estado está un paso antes."
# ///
"""One step too early."""


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
        return self.readout(last_state(states, (lengths - 1).clamp(min=1)))[:, 0]
