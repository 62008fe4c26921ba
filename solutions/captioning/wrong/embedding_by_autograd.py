# /// wrong answer
# check = "test_lookup_distinct"
# kind = "forbidden"
# hint.en = """
# Here the gradient is worked out by hand. Let PyTorch check your result, not compute it."""
# hint.es = """
# Aquí el gradiente se obtiene a mano. Deja que PyTorch compruebe tu resultado, no que lo calcule."""
# ///
"""PyTorch is asked for the gradient."""


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    W = torch.zeros(V, dout.shape[2], dtype=dout.dtype, requires_grad=True)
    return torch.autograd.grad(W[ids], W, dout)[0]
