# /// wrong answer
# check = "test_autorec_values"
# kind = "wrong_value"
# hint.en = """
# You answer how much better or worse than usual, and not a rating: add the mean to what comes
# out."""
# hint.es = """
# Respondes cuánto mejor o peor que de costumbre, y no una nota: suma la media a lo que sale."""
# ///
"""The mean is not added."""


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        shown = torch.where(mask, r - self.mean, 0)
        return self.decoder(torch.sigmoid(self.encoder(shown)))
