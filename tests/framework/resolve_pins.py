"""`make resolve`: whether the pins can be installed on every Python that the course may meet.

Two minutes of computing, and nothing that a change elsewhere can break: so a run that finds nothing
in the way stores a digest of what it looked at, and `test_pins.py` holds the pins to it.

pip resolves what `pyproject.toml` asks for under `constraints.txt`, for each of them, and installs
nothing. torch is left out: which build a machine takes is for its index to say (the processor's, or
CUDA's), and its version is pinned all the same.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from autograder.judge.digests import digest_of

ROOT = Path(__file__).parents[2]
# The first CPython of the oldest version, Debian 12's own, and every version since.
PYTHONS = ("3.11.0", "3.11.2", "3.12.0", "3.13.0", "3.14.0")
RESOLVED = Path(__file__).with_name("resolved_pins.digest")


def requirements() -> list[str]:
    """What the package and its extras ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [
        each
        for each in [*project["dependencies"], *(each for extra in extras for each in extra)]
        if not each.startswith(("torch", f"{project['name']}["))
    ]


def pins() -> list[str]:
    """The pins, without torch's."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("torch==")]


def digest() -> str:
    """Changes when anything does that could be in the way: what is asked for, a pin, a Python."""
    return digest_of(*requirements(), *pins(), *PYTHONS)


def main() -> int:
    """Resolves for every Python, all at once, and says what is in the way of which. Stores the
    digest if nothing is."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        asked, kept = Path(folder, "requirements.txt"), Path(folder, "constraints.txt")
        asked.write_text("\n".join(requirements()), encoding="utf-8")
        kept.write_text("\n".join(pins()), encoding="utf-8")
        running = {}
        for python in PYTHONS:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
            command += ["--python-version", python, "--only-binary=:all:"]
            command += ["--target", str(Path(folder, python)), "-c", str(kept), "-r", str(asked)]
            running[python] = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        for python, process in running.items():
            _, said = process.communicate()
            print(f"{python}: {'resolves' if process.returncode == 0 else 'does not resolve'}")
            if process.returncode:
                failed += 1
                print(*(line for line in said.splitlines() if "WARNING" not in line), sep="\n")
    if not failed:
        RESOLVED.write_text(digest() + "\n", encoding="ascii")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
