# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = """
# Your model says the same of all clocks: the image does not reach the state. Its loss stays where
# guessing leads."""
# hint.es = """
# Tu modelo dice lo mismo de todos los relojes: la imagen no llega al estado. Su pérdida se queda
# donde lleva adivinar."""
# ///
"""The image is not used."""


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
        states, _ = self.recurrent(embedded, 0 * self.look(images)[None])
        return self.output(states)

    def step(self, words: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        states, h = self.recurrent(self.embedding(words)[:, None], h)
        return self.output(states[:, 0]), h

    @torch.no_grad()
    def caption(self, images: Tensor, max_len: int) -> Tensor:
        return sample_captions(images, self.step, lambda x: 0 * self.look(x)[None], max_len)
