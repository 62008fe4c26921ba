# /// wrong answer
# check = "test_training_reads_the_text"
# kind = "broken_property"
# hint.en = """
# The order of the words makes no difference to your model: a recurrent network has to read
# them."""
# hint.es = """
# El orden de las palabras no cambia nada en tu modelo: tiene que leerlas una red
# recurrente."""
# ///
"""A bag of words."""


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.hidden = nn.Linear(24, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        mean = masked_mean(self.embedding(ids), lengths)
        return self.readout(torch.tanh(self.hidden(mean)))[:, 0]
