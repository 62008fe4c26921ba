# /// wrong answer
# check = "test_many_updates"
# kind = "wrong_value"
# hint.en = """
# You flatten the logits in one order of sequences and steps and the labels in the other, so each
# logit meets another step's label."""
# hint.es = """
# Aplanas los logits en un orden de secuencias y pasos y las etiquetas en el otro, así que cada
# logit se encuentra con la etiqueta de otro paso."""
# ///
"""Logits and labels are flattened in different orders."""


def train_many_to_many(
    x: Tensor,
    y: Tensor,
    params: Params,
    lr: float,
    steps: int,
    max_norm: float | None = None,
) -> tuple[Params, list[float]]:
    def loss_of(Wx: Tensor, Wh: Tensor, b: Tensor, Wy: Tensor, by: Tensor) -> Tensor:
        hs = rnn_forward(x, x.new_zeros(len(x), len(Wh)), Wx, Wh, b)
        return cross_entropy((hs @ Wy + by).transpose(0, 1).flatten(0, 1), y.flatten())

    return train(loss_of, params, lr, steps, max_norm)
