# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = """
# The training is done as asked, but your model gets no further than one that reads in one
# direction: is the backward half turned round again, so that each letter gets its own state?"""
# hint.es = """
# El entrenamiento se hace como se pide, pero tu modelo no llega más lejos que uno que lee en una
# dirección: ¿se invierte otra vez la mitad hacia atrás, para que cada letra reciba su propio
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
