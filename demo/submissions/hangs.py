import torch


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    steps = 0
    while steps >= 0:
        steps += 1
    return h


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    raise NotImplementedError
