# /// wrong answer
# check = "test_training_sees_the_word"
# kind = "broken_property"
# hint.en = """
# At its first letter, your model has read the first letter of the word and the last one, and none
# between them: is the backward half turned round again, so that each letter gets its own state?"""
# hint.es = """
# En su primera letra, tu modelo ha leído la primera letra de la palabra y la última, y ninguna de
# en medio: ¿se invierte otra vez la mitad hacia atrás, para que cada letra reciba su propio
# estado?"""
# ///
"""The backward half of the model stays in reverse order."""


class Restorer(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.ahead = nn.LSTM(16, hidden_size, batch_first=True)
        self.behind = nn.LSTM(16, hidden_size, batch_first=True)
        self.readout = nn.Linear(2 * hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        x = self.embedding(ids)
        ahead = self.ahead(x)[0]
        behind = self.behind(reverse_sequences(x, lengths))[0]
        return self.readout(torch.cat([ahead, behind], dim=2))[:, :, 0]
