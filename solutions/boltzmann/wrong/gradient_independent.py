# /// wrong answer
# check = "test_gradient_values"
# kind = "wrong_value"
# hint.en = """
# You take the product of the averages, ⟨v_i⟩⟨v_j⟩, for the average of the product, ⟨v_i v_j⟩.
# They differ by what the machine is about: which units go together."""
# hint.es = """
# Tomas el producto de los promedios, ⟨v_i⟩⟨v_j⟩, por el promedio del producto, ⟨v_i v_j⟩. Se
# diferencian justo en lo que importa: qué unidades van juntas."""
# ///
"""Averages are multiplied."""


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p, _ = exact_distribution(W, b)
    mean, model = v.mean(dim=0), p @ states
    dW = torch.outer(mean, mean) - torch.outer(model, model)
    dW.fill_diagonal_(0)
    return dW, mean - model
