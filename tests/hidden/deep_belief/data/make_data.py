"""Makes digits.npz and held_out.npz: digits of ink and paper, and two networks trained on them.

    python make_data.py FOLDER_OF_SCIKIT_LEARN SOLUTIONS

The first is that of scikit-learn's package (`sklearn`, with its `datasets/data/digits.csv.gz`), the
second holds this topic's `reference.py`.
"""

import gzip
import sys
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parents[3] / "assignments" / "deep_belief" / "data"
INK_FROM = 8  # of 0 to 16
HIDDEN = 48
STEPS, BATCH, CHAINS, LR = 5000, 50, 100, 0.05


def main(package: Path, solutions: Path) -> None:
    """Write both files."""
    sys.path.insert(0, str(solutions))
    import reference

    with gzip.open(package / "datasets" / "data" / "digits.csv.gz") as file:
        pixels = np.loadtxt(file, delimiter=",")[:, :64]
    digits = (pixels >= INK_FROM).astype(np.uint8)
    digits = digits[np.random.default_rng(0).permutation(len(digits))]

    def network(seed: int) -> dict[str, np.ndarray]:
        draw = torch.Generator().manual_seed(seed)
        x = torch.tensor(digits[:1000], dtype=torch.float64)

        def uniform(*shape: int) -> torch.Tensor:
            return torch.rand(*shape, generator=draw, dtype=x.dtype)

        share = x.mean(dim=0).clamp(0.01, 0.99)
        W = 0.05 * torch.randn(64, HIDDEN, generator=draw, dtype=x.dtype)
        b, c = torch.log(share / (1 - share)), torch.zeros(HIDDEN, dtype=x.dtype)
        numbers = {}
        for layer in [1, 2]:
            D, H = W.shape
            chain = x[torch.randint(len(x), (CHAINS,), generator=draw)]
            for step in range(STEPS):
                rows = torch.randint(len(x), (BATCH,), generator=draw)
                chain = reference.gibbs_chain(
                    chain, W, b, c, uniform(2, CHAINS, H), uniform(2, CHAINS, D)
                )[-1]
                p, dream_p = torch.sigmoid(x[rows] @ W + c), torch.sigmoid(chain @ W + c)
                lr = LR * (1 - step / STEPS)
                W = W + lr * (x[rows].T @ p / BATCH - chain.T @ dream_p / CHAINS)
                b = b + lr * (x[rows].mean(dim=0) - chain.mean(dim=0))
                c = c + lr * (p.mean(dim=0) - dream_p.mean(dim=0))
            # Two digits behind the point are enough, and small.
            for name, t in zip("Wbc", (W, b, c), strict=True):
                numbers[f"{name}{layer}"] = np.round(t.numpy(), 2).astype("f4")
            x = reference.draw(torch.sigmoid(x @ W + c), uniform(len(x), H))
            W, b, c = reference.tied_init(W, b, c)  # where layer 2 starts
        return numbers

    np.savez_compressed(PUBLIC / "digits.npz", digits=digits[:1000], **network(1))
    np.savez_compressed(HERE / "held_out.npz", digits=digits[1000:1200], **network(2))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
