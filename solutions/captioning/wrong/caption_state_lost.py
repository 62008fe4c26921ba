# /// wrong answer
# check = "test_model_captions"
# kind = "broken_property"
# hint.en = """
# What caption writes is not what the model's scores say: the state goes on from word to word."""
# hint.es = """
# Lo que escribe caption no es lo que dicen las puntuaciones del modelo: el estado continúa de
# palabra en palabra."""
# ///
"""caption loses the state."""


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
        embedded = self.embedding(words_before(ids))
        states, _ = self.recurrent(embedded, self.look(images)[None])
        return self.output(states)

    def step(self, words: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        states, _ = self.recurrent(self.embedding(words)[:, None], h)
        return self.output(states[:, 0]), h

    @torch.no_grad()
    def caption(self, images: Tensor, max_len: int) -> Tensor:
        return sample_captions(images, self.step, lambda x: self.look(x)[None], max_len)
