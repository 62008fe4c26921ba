# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = """
# The model computes the sum of the marked values by itself instead of learning from y: no seed and
# no training changes it, and the targets need not be that sum."""
# hint.es = """
# El modelo calcula por su cuenta la suma de los valores marcados en vez de aprender de y: ni la
# semilla ni el entrenamiento lo cambian, y los objetivos no tienen por qué ser esa suma."""
# ///
"""Nothing is trained: the sum of the marked values is written down."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.gru = GRU(2, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        return (x[:, :, 0] * x[:, :, 1]).sum(dim=1) + 0 * self.readout.bias
