"""Draws the clocks and writes their captions: `python make_data.py PUBLIC_FOLDER HIDDEN_FOLDER`."""

import sys
from pathlib import Path

import numpy as np

SIDE, LEVELS, OF_EACH_TIME, UNSEEN, HELD_OUT = 16, 15, 10, 20, 300
HOURS_ES = [
    *("doce", "una", "dos", "tres", "cuatro", "cinco"),
    *("seis", "siete", "ocho", "nueve", "diez", "once"),
]
HOURS_EN = [
    *("twelve", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten", "eleven"),
]
MINUTES_ES = [
    *("en punto", "y cinco", "y diez", "y cuarto", "y veinte", "y veinticinco", "y media"),
    *("menos veinticinco", "menos veinte", "menos cuarto", "menos diez", "menos cinco"),
]
MINUTES_EN = [
    *("", "five past", "ten past", "quarter past", "twenty past", "twenty five past"),
    *("half past", "twenty five to", "twenty to", "quarter to", "ten to", "five to"),
]


def spanish(time: int) -> str:
    """What one says; `time` counts five minutes from twelve, 0 to 143."""
    named = (time // 12 + (time % 12 > 6)) % 12  # after half past, the hour to come
    verb = "es la" if named == 1 else "son las"
    return f"{verb} {HOURS_ES[named]} {MINUTES_ES[time % 12]}"


def english(time: int) -> str:
    """As `spanish`, with o'clock on the hour."""
    named = HOURS_EN[(time // 12 + (time % 12 > 6)) % 12]
    return f"{MINUTES_EN[time % 12]} {named}" if time % 12 else f"{named} o'clock"


def draw(times: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(N, SIDE, SIDE) uint8, from 0 to LEVELS: a ring and two hands, none quite in the middle and
    none quite as large as the others. The hour hand moves on with the minutes."""
    N = len(times)
    across = (np.arange(SIDE) - (SIDE - 1) / 2) / (SIDE / 2)
    centre = rng.uniform(-0.03, 0.03, (2, N, 1, 1))
    size = rng.uniform(0.92, 1.0, (N, 1, 1))
    width = rng.uniform(0.055, 0.075, (N, 1, 1))
    x, y = across[None, None, :] - centre[0], across[None, :, None] - centre[1]
    image = 0.5 * np.clip(1.5 - np.abs(np.hypot(x, y) - 0.95 * size) / 0.05, 0, 1)
    for turn, length, thick in [(times % 12 / 12, 0.82, width), (times / 144, 0.5, 1.6 * width)]:
        angle = 2 * np.pi * turn[:, None, None]
        dx, dy = length * size * np.sin(angle), -length * size * np.cos(angle)
        along = np.clip((x * dx + y * dy) / (dx**2 + dy**2), 0, 1)
        distance = np.hypot(x - along * dx, y - along * dy)
        image = np.maximum(image, np.clip(1.5 - distance / thick, 0, 1))
    return np.round(LEVELS * image).astype(np.uint8)


def main(public: Path, hidden: Path) -> None:
    """Writes clocks.npz and captions.txt, and held_out.npz."""
    rng = np.random.default_rng(1)
    unseen = np.sort(rng.permutation(144)[:UNSEEN])
    seen = np.setdiff1d(np.arange(144), unseen)
    times = np.repeat(seen, OF_EACH_TIME)
    np.savez_compressed(public / "clocks.npz", images=draw(times, rng), times=times.astype("uint8"))
    held_out, others = rng.choice(seen, HELD_OUT), np.repeat(unseen, 3)
    np.savez_compressed(
        hidden / "held_out.npz",
        images=draw(held_out, rng),
        times=held_out.astype("uint8"),
        unseen_images=draw(others, rng),
        unseen_times=others.astype("uint8"),
    )
    lines = [f"{k // 12 or 12}:{5 * (k % 12):02}\t{spanish(k)}\t{english(k)}\n" for k in range(144)]
    (public / "captions.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
