# /// wrong answer
# check = "test_autorec_values"
# kind = "wrong_value"
# hint.en = """
# What is not known enters as minus the mean: a terrible rating. Take the mean off first, and put
# the zeros in after that."""
# hint.es = """
# Lo que no se conoce entra como menos la media: una nota pésima. Quita antes la media, y pon
# después los ceros."""
# ///
"""The unknown is 0 before the mean is taken off."""


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        shown = torch.where(mask, r, 0) - self.mean
        return self.mean + self.decoder(torch.sigmoid(self.encoder(shown)))
