# /// wrong answer
# check = "test_autorec_values"
# kind = "wrong_value"
# hint.en = """
# The ratings enter as they are, so that a 0 means the worst of all. Take the mean off those that
# are known."""
# hint.es = """
# Las notas entran tal cual, así que un 0 quiere decir la peor de todas. Quita la media a las que
# se conocen."""
# ///
"""The mean is not taken off."""


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        shown = torch.where(mask, r, 0)
        return self.mean + self.decoder(torch.sigmoid(self.encoder(shown)))
