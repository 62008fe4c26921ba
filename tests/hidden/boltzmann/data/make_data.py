"""Makes digits.npz and held_out.npz: digits of ink and paper, and two machines trained on them.

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
PUBLIC = HERE.parents[3] / "assignments" / "boltzmann" / "data"
INK_FROM = 8  # of 0 to 16
HIDDEN, STEPS, BATCH, CHAINS, LR = 48, 6000, 50, 100, 0.05


def main(package: Path, solutions: Path) -> None:
    """Write both files."""
    sys.path.insert(0, str(solutions))
    import reference

    with gzip.open(package / "datasets" / "data" / "digits.csv.gz") as file:
        pixels = np.loadtxt(file, delimiter=",")[:, :64]
    digits = (pixels >= INK_FROM).astype(np.uint8)
    digits = digits[np.random.default_rng(0).permutation(len(digits))]

    def machine(seed: int) -> dict[str, np.ndarray]:
        v = torch.tensor(digits[:1000], dtype=torch.float64)
        draw = torch.Generator().manual_seed(seed)
        W = 0.05 * torch.randn(64, HIDDEN, generator=draw, dtype=v.dtype)
        share = v.mean(dim=0).clamp(0.01, 0.99)
        b, c = torch.log(share / (1 - share)), torch.zeros(HIDDEN, dtype=v.dtype)
        chain = v[torch.randint(len(v), (CHAINS,), generator=draw)]
        for step in range(STEPS):
            rows = torch.randint(len(v), (BATCH,), generator=draw)
            uh = torch.rand(2, CHAINS, HIDDEN, generator=draw, dtype=v.dtype)
            uv = torch.rand(2, CHAINS, 64, generator=draw, dtype=v.dtype)
            lr = LR * (1 - step / STEPS)
            W, b, c, chain = reference.persistent_step(v[rows], chain, W, b, c, uh, uv, lr)
        # Two digits behind the point are enough, and small.
        return {
            name: np.round(t.numpy(), 2).astype("f4")
            for name, t in zip("Wbc", (W, b, c), strict=True)
        }

    np.savez_compressed(PUBLIC / "digits.npz", digits=digits[:1000], **machine(1))
    np.savez_compressed(HERE / "held_out.npz", digits=digits[1000:1200], **machine(2))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
