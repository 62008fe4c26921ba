# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = """
# Your model reads the words that it has to predict: its own loss falls to nearly 0, and with
# those words hidden it knows nothing. Shift them by one."""
# hint.es = """
# Tu modelo lee las palabras que tiene que predecir: su propia pérdida cae casi a 0, y sin verlas
# no sabe nada. Desplázalas una posición."""
# ///
"""The captions are not shifted."""


class Captioner(nn.Module):
    def __init__(self, pixels: int, words: int, hidden_size: int) -> None:
        super().__init__()
        self.look = nn.Sequential(
            nn.Flatten(),
            nn.Linear(pixels, 128),
            nn.ReLU(),
            nn.Linear(128, hidden_size),
            nn.Tanh(),
        )
        self.embedding = nn.Embedding(words, 24)
        self.recurrent = nn.GRU(24, hidden_size, batch_first=True)
        self.output = nn.Linear(hidden_size, words)

    def forward(self, images: Tensor, ids: Tensor) -> Tensor:
        embedded = self.embedding(ids)
        states, _ = self.recurrent(embedded, self.look(images)[None])
        return self.output(states)

    def step(self, words: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        states, h = self.recurrent(self.embedding(words)[:, None], h)
        return self.output(states[:, 0]), h

    @torch.no_grad()
    def caption(self, images: Tensor, max_len: int) -> Tensor:
        return sample_captions(images, self.step, lambda x: self.look(x)[None], max_len)
