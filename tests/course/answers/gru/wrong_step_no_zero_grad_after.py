# WRONG: gradients are put to zero after the step alone, not before. Must lose points in: train_step
import math

import torch
import torch.nn.functional as F
from torch import nn


def train_step(model, optimizer, x, y, max_norm=1.0):
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()
