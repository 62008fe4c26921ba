import torch

def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True)
    gates = x @ Wx + bx
    return torch.tanh(gates)
