# /// wrong answer
# check = "test_step_gradients"
# kind = "no_gradient"
# hint.en = """
# The values are right, but PyTorch can't follow them back to your inputs: something here (.data,
# .detach(), torch.no_grad() or a detour through numpy) leaves the graph."""
# hint.es = """
# Los valores son correctos, pero PyTorch no puede seguirlos hasta tus entradas: algo aquí (.data,
# .detach(), torch.no_grad() o un rodeo por numpy) se sale del grafo."""
# ///
"""Computed on .data, outside the graph."""


def rnn_step(x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    return torch.tanh(x.data @ Wx.data + h.data @ Wh.data + b.data)
