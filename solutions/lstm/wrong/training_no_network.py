# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = """
# There is no recurrent network: the model is given the sum of the marked values. It has to read
# the steps one after the other, with hidden_size units, and find out by itself what to keep."""
# hint.es = """
# No hay red recurrente: al modelo se le da la suma de los valores marcados. Tiene que leer los
# pasos uno tras otro, con hidden_size unidades, y averiguar por sí mismo qué conservar."""
# ///
"""A line through the sum of the marked values, in place of a network."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int, forget_bias: float) -> None:
        super().__init__()
        self.readout = nn.Linear(1, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.readout((x[:, :, :1] * x[:, :, 1:]).sum(dim=1))[:, 0]
