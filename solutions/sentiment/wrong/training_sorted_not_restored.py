# /// wrong answer
# check = "test_training_reads_the_text"
# kind = "broken_property"
# hint.en = """
# Your logits come back in another order than the texts: texts are sorted by length and not
# sorted back."""
# hint.es = """
# Tus logits vuelven en otro orden que los textos: se ordenan por longitud y no se devuelven a
# su sitio."""
# ///
"""Sorted by length, not restored."""


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        order = lengths.argsort(descending=True, stable=True)
        states, _ = self.gru(self.embedding(ids[order]))
        return self.readout(last_state(states, lengths[order]))[:, 0]
