# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = """
# Your model reads the words that it has to write: its own loss falls to nearly 0, and with those
# words hidden it knows nothing. Its decoder has to read the target shifted by one."""
# hint.es = """
# Tu modelo lee las palabras que tiene que escribir: su pérdida cae casi a 0, y sin verlas no sabe
# nada. El decodificador tiene que leer el objetivo desplazado uno."""
# ///
"""The model reads the word that it has to write."""


class Translator(nn.Module):
    def __init__(self, source_words: int, target_words: int, hidden_size: int) -> None:
        super().__init__()
        H = hidden_size
        self.source_embedding = nn.Embedding(source_words, H)
        self.target_embedding = nn.Embedding(target_words, H)
        self.encoder = nn.GRU(H, H // 2, batch_first=True, bidirectional=True)
        self.decoder = nn.GRU(H, H, batch_first=True)
        self.query = nn.Linear(H, H, bias=False)
        self.mix = nn.Sequential(nn.Linear(2 * H, H), nn.Tanh())
        self.output = nn.Linear(H, target_words)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mask = source != PAD
        packed = nn.utils.rnn.pack_padded_sequence(
            self.source_embedding(source),
            mask.sum(dim=1),
            batch_first=True,
            enforce_sorted=False,
        )
        states, last = self.encoder(packed)
        keys, _ = nn.utils.rnn.pad_packed_sequence(
            states, batch_first=True, total_length=source.shape[1]
        )
        return keys, mask, torch.cat([last[0], last[1]], dim=1)[None]

    def decode(self, inputs: Tensor, hidden: Tensor, keys: Tensor, mask: Tensor) -> Pair:
        states, hidden = self.decoder(self.target_embedding(inputs), hidden)
        scores = self.query(states) @ keys.transpose(1, 2)
        alpha = scores.masked_fill(~mask[:, None], -math.inf).softmax(dim=2)
        mixed = self.mix(torch.cat([states, alpha @ keys], dim=2))
        return self.output(mixed), hidden

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        keys, mask, hidden = self.encode(source)
        return self.decode(target, hidden, keys, mask)[0]

    @torch.no_grad()
    def translate(self, source: Tensor, max_len: int) -> Tensor:
        keys, mask, hidden = self.encode(source)
        ids = torch.full((len(source), 1), START)
        ended = torch.zeros(len(source), 1, dtype=torch.bool)
        written = []
        for _ in range(max_len):
            logits, hidden = self.decode(ids, hidden, keys, mask)
            ids = logits.argmax(dim=2)
            written.append(ids.masked_fill(ended, PAD))
            ended = ended | (ids == END)
        return torch.cat(written, dim=1)
