# /// wrong answer
# check = "test_autorec_values"
# kind = "wrong_value"
# hint.en = """
# There is a sigmoid after the decoder, too: so no item can be worse than its mean. Only the code
# goes through it."""
# hint.es = """
# También hay una sigmoide después del decodificador: así ningún artículo puede ser peor que su
# media. Solo el código pasa por ella."""
# ///
"""A sigmoid after the decoder, too."""


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        shown = torch.where(mask, r - self.mean, 0)
        return self.mean + torch.sigmoid(self.decoder(torch.sigmoid(self.encoder(shown))))
