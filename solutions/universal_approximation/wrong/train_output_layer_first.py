# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You move the output layer first, and then send the gradient back through the weights that have
# just moved. All gradients of a step belong to the same parameters: compute all of them before you
# change any."""
# hint.es = """
# Primero mueves la capa de salida y después haces pasar el gradiente por los pesos que acabas de
# mover. Todos los gradientes de un paso son de los mismos parámetros: calcúlalos todos antes de
# cambiar alguno."""
# ///
"""The hidden layer's gradients come from output weights that have moved already."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    for k in range(1, steps + 1):
        error = mlp_forward(x, W1, b1, W2, b2) - y
        losses.append((error**2).mean().item())
        dy = 2 * error / error.numel()
        a = torch.tanh(x @ W1 + b1)
        _adam(W2, a.T @ dy, means[2], squares[2], k, lr)
        _adam(b2, dy.sum(dim=0), means[3], squares[3], k, lr)
        dz = (dy @ W2.T) * (1 - a * a)
        _adam(W1, x.T @ dz, means[0], squares[0], k, lr)
        _adam(b1, dz.sum(dim=0), means[1], squares[1], k, lr)
    return (W1, b1, W2, b2), losses


def _adam(parameter: Tensor, gradient: Tensor, m: Tensor, v: Tensor, k: int, lr: float) -> None:
    m.mul_(0.9).add_(gradient, alpha=0.1)
    v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
    parameter -= lr * (m / (1 - 0.9**k)) / ((v / (1 - 0.999**k)).sqrt() + 1e-8)
