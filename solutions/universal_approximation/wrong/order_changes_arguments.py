# /// wrong answer
# check = "test_order_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The slope is right, but afterwards the caller's tensors hold logarithms: log_ changes the tensor
# that was handed in, log makes a new one."""
# hint.es = """
# La pendiente es correcta, pero después los tensores de quien llama contienen logaritmos: log_
# cambia el tensor recibido, log crea uno nuevo."""
# ///
"""The logarithms are taken in place."""


def order(ns: Tensor, errors: Tensor) -> float:
    x, y = ns.log_(), errors.log_()
    x = x - x.mean()
    return ((x * y).sum() / (x * x).sum()).item()
