"""Kills grading at random moments, and looks whether the gradebook is that of an undisturbed run.

    python -m benchmarks.kills [KILLS] [SUBMISSIONS] [WORKERS]

A class of SUBMISSIONS (200) is graded once undisturbed. Then the same command is given again and
again, and at random moments SIGKILL goes to the grader, a judge, a host or a worker, KILLS (50)
times in all. When the class is done, every record has to be the same, but for how long it took.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import msgspec
import psutil

from autograder.authoring.new import new_topic
from autograder.grading.gradebook import load_records
from autograder.model.record import Record

SUITE = '''
from autograder.judge.suite import Student, check, expect, probe


@probe
def train(student, seed):
    torch.manual_seed(seed)
    w = torch.zeros(3, requires_grad=True)
    for _ in range(20):
        x = torch.randn(8, 3)
        loss = ((student.double(x) @ w - x.sum(1)) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= 0.05 * w.grad
            w.grad = None
    return w.detach()


@check("double", es="x")
def test_values(student: Student, rng):
    """values"""
    for _ in range(3):
        student.double(rng.standard_normal(3)).matches_reference()


@check("double", es="x")
def test_training(student: Student, rng):
    """training"""
    student.run(train, int(rng.integers(1000))).matches_reference()
'''
WORK = (
    "def double(x):\n    return x + x\n",
    "def double(x):\n    return 2 * x\n",
    "def double(x):\n    return x * x\n",
    "def double(x):\n    return 2 * x if x.dim() == 1 else x\n",
    "import os\ndef double(x):\n    os._exit(3)\n",
    "import torch\ndef double(x):\n    return 2 * x + 0 * torch.rand(x.shape)\n",
    "def double(x:\n",
    "def twice(x):\n    return x + x\n",
    "import os\ndef double(x):\n    os.kill(os.getpid(), 9)\n",
)
# How often each is killed: without a grader or a judge everything has to start again.
ROLES = {"grader": 1, "judge": 1, "host": 2, "worker": 8}


def make_class(root: Path, count: int) -> None:
    """A toy course, and a class of which no two have the same file."""
    new_topic("toy", root / "course")
    (root / "course/tests/hidden/toy/test_toy.py").write_text(SUITE)
    (root / "course/solutions/toy/reference.py").write_text(WORK[0])
    for number in range(count):
        folder = root / "class" / f"student{number:03}"
        folder.mkdir(parents=True)
        (folder / "toy.py").write_text(f"{WORK[number % len(WORK)]}# {number}\n")


def start(root: Path, run: str, workers: int) -> psutil.Popen:
    """The command, at its work."""
    command = [sys.executable, "-m", "autograder", "grade", "../class", "--topic", "toy"]
    command += ["--out", f"../{run}", "--seed", "5", "--workers", str(workers)]
    with (root / f"{run}.log").open("a") as log:
        return psutil.Popen(command, cwd=root / "course", stdout=log, stderr=log)


def role_of(process: psutil.Process, grader: int) -> str:
    """What a process of a run is: a host's children are workers; bubblewrap is the host's wall."""
    if process.pid == grader:
        return "grader"
    words = " ".join(process.cmdline())
    if "autograder.execution.worker.host" not in words:
        return "judge" if "spawn_main" in words else ""
    above = process.parent()
    if above is not None and "-m autograder.execution.worker.host" in " ".join(above.cmdline()[:4]):
        return "worker"
    return "host"


def kill_one(grader: psutil.Popen, role: str) -> bool:
    """SIGKILL to a random process of that role; False where there is none just now."""
    try:
        family = [psutil.Process(grader.pid), *grader.children(recursive=True)]
        found = [each for each in family if role_of(each, grader.pid) == role]
        if not found:
            return False
        random.choice(found).send_signal(signal.SIGKILL)
    except psutil.Error:
        return False
    return True


def wait_a_while(grader: psutil.Popen, records: Path, most: int) -> None:
    """Waits until a few more are graded, `most` at most; one time in five, for a few seconds in
    whatever it is at, its start among it."""
    if random.random() < 0.2:
        time.sleep(random.uniform(0, 5))
        return
    enough = len(list(records.glob("*"))) + random.randint(0, most)
    while grader.poll() is None and len(list(records.glob("*"))) < enough:
        time.sleep(0.02)
    time.sleep(random.uniform(0, 0.1))


def comparable(record: Record) -> Record:
    """A record without what no two runs share."""
    verdicts = tuple(msgspec.structs.replace(v, cpu_seconds=0.0) for v in record.verdicts)
    return msgspec.structs.replace(record, verdicts=verdicts, cpu_seconds=0.0)


def main() -> int:
    """Runs it, prints what was killed and whether the two gradebooks are equal."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    random.seed(kills)
    killed: Counter[str] = Counter()
    commands = 0
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        root = Path(folder)
        make_class(root, count)
        if start(root, "undisturbed", workers).wait() != 0:
            print((root / "undisturbed.log").read_text())
            return 1
        while True:
            grader = start(root, "killed", workers)
            commands += 1
            while grader.poll() is None:
                wait_a_while(grader, root / "killed/records", 2 * count // kills)
                (role,) = random.choices(list(ROLES), list(ROLES.values()))
                if killed.total() < kills and grader.poll() is None and kill_one(grader, role):
                    killed[role] += 1
                    done = len(list((root / "killed/records").glob("*.json")))
                    print(f"kill {killed.total()}: {role}, {done} graded", flush=True)
            if grader.wait() == 0 and killed.total() >= kills:
                break
            if grader.returncode == 0:  # done too early: from the beginning, kills and all
                print("the class was done before all kills: again", flush=True)
                subprocess.run(["rm", "-rf", root / "killed"], check=True)
        one, other = (
            {record.submission: comparable(record) for record in load_records(root / run)}
            for run in ("undisturbed", "killed")
        )
        tables = [(root / run / "grades.csv").read_bytes() for run in ("undisturbed", "killed")]
        differing = [name for name in one if one[name] != other.get(name)]
        said = ", ".join(f"{role} {killed[role]}" for role in ROLES)
        print(f"{killed.total()} kills ({said}) over {commands} commands, {count} submissions")
        print(f"records that differ: {len(differing)} {differing[:5]}")
        print(f"grades.csv is the same: {tables[0] == tables[1]}")
        for name in differing[:3]:
            print(one[name], other.get(name), sep="\n")
    return int(bool(differing) or tables[0] != tables[1] or len(one) != len(other))


if __name__ == "__main__":
    sys.exit(main())
