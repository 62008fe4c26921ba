"""A class of malformed submissions, drawn from a seed: what a careless, unlucky or hostile person
could hand in where a file `toy.py` that defines `double` is asked for.

`malformed_class` writes it as a zip with a folder for each, and an honest one among them;
`grade_malformed` grades it. `tests/framework/test_malformed.py` does so with a few,
`benchmarks/malformed.py` with a thousand.
"""

import gzip
import io
import json
import random
import string
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from autograder.authoring.new import new_topic
from autograder.collect import collect
from autograder.grading.grade import grade_class
from autograder.grading.gradebook import Gradebook
from autograder.model.record import Record, from_json
from autograder.model.topic import Topic
from autograder.presentation.messages import Translator
from autograder.presentation.sentences import explain, explain_problem

HONEST = "honest"
RIGHT = '''"""My work."""

import torch
from torch import Tensor

FACTORS = {"one": 1, "two": 2}


class Scale(torch.nn.Module):
    def __init__(self, factor: int) -> None:
        super().__init__()
        self.factor = factor

    def forward(self, x: Tensor) -> Tensor:
        return self.factor * x


def double(x: Tensor) -> Tensor:
    """Return twice x."""
    if x.numel() == 0:
        return x
    return Scale(FACTORS["two"])(x)
'''
Files = dict[str, bytes]
_TOKENS = (
    *("(", ")", "[", "]", "{", "}", ":", ",", "\n", "\t", "    ", "\\", "'", '"', '"""', "#", ";"),
    *("def", "class", "return", "yield", "await", "async", "import", "lambda", "not", "global x"),
    *("0", "1e999", "0xfffffffff", "1_000", "9" * 300, "None", "x", "torch", "double", "ñ", "\0"),
    *(
        "@",
        "**",
        "->",
        ":=",
        "...",
        "f'{",
        "}'",
        "b'\\x",
        "\ufeff",
        "\u202e",
        "\U0001d4d3",
        "%",
        "!",
    ),
)


def _damaged(draw: random.Random, data: bytes, most: int = 8) -> bytes:
    """Some bytes changed, put in, taken out, or the end cut off."""
    damaged = bytearray(data)
    for _ in range(draw.randint(1, most)):
        at = draw.randrange(len(damaged) + 1)
        match draw.randrange(4):
            case 0:
                damaged[at:at] = draw.randbytes(draw.randint(1, 8))
            case 1:
                damaged[at : at + draw.randint(1, 40)] = b""
            case 2:
                damaged[at : at + 1] = draw.randbytes(1)
            case 3:
                damaged[at:at] = draw.choice(_TOKENS).encode()
    return bytes(damaged[: draw.randrange(len(damaged) + 1)] if draw.random() < 0.1 else damaged)


def _zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as archive:
        warnings.simplefilter("ignore")  # of names that are there twice
        for path, data in files.items():
            archive.writestr(path, data)
    return stream.getvalue()


def _tarred(files: Files) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for path, data in files.items():
            info = tarfile.TarInfo(path)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def _notebook(*cells: object, **more: object) -> bytes:
    made = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, **more}).encode()


def _some_json(draw: random.Random, depth: int = 4) -> object:
    match draw.randrange(9 if depth else 6):
        case 0:
            return None
        case 1:
            return draw.choice([True, False, 0, -1, 2**63, 10**400, 1.5])
        case 2:
            return draw.choice(["code", "python", "", RIGHT, "\ud800", "\0", "x" * 1000])
        case 3 | 4 | 5:
            return "".join(draw.choices(string.printable, k=draw.randrange(30)))
        case 6:
            return [_some_json(draw, depth - 1) for _ in range(draw.randrange(4))]
        case _:
            keys = ("cells", "cell_type", "source", "metadata", "worksheets", "language_info", "x")
            return {draw.choice(keys): _some_json(draw, depth - 1) for _ in range(3)}


def _nested_archive(draw: random.Random) -> Files:
    data = _zipped({"toy.py": RIGHT.encode()})
    for _ in range(draw.randint(1, 6)):
        name = draw.choice(["in.zip", "toy.zip", "in.tar", "in.tar.gz", "toy.py"])
        data = _zipped({name: gzip.compress(data) if draw.random() < 0.2 else data})
    return {"toy.zip": data}


def _deep(draw: random.Random) -> Files:
    depth = draw.choice([50, 150, 1000, 20_000])
    opening, closing = draw.choice(
        [("(", ")"), ("[", "]"), ("-", ""), ("not ", ""), ("x.", "x"), ("f(", ")"), ("1+(", ")")]
    )
    text = RIGHT + f"\ny = {opening * depth}1{closing * depth}\n"
    if draw.random() < 0.3:
        text = RIGHT + "\n" + "".join(" " * i + "if 1:\n" for i in range(depth % 300)) + " pass\n"
    return {"toy.py": text.encode()}


def _deep_notebook(draw: random.Random) -> Files:
    depth = draw.choice([10, 500, 5000, 200_000])
    opening, closing = draw.choice([(b"[", b"]"), (b'{"cells":', b"}"), (b'{"a":', b"}")])
    return {"toy.ipynb": b'{"cells": ' + opening * depth + b"1" + closing * depth + b"}"}


def _encoded(draw: random.Random) -> Files:
    encodings = (
        "utf-16",
        "utf-16-le",
        "utf-32",
        "latin-1",
        "cp1252",
        "utf-7",
        "cp500",
        "utf-8-sig",
    )
    encoding = draw.choice(encodings)
    cookie = draw.choice(["", f"# -*- coding: {encoding} -*-\n", "# coding: nothing-known\n"])
    return {draw.choice(["toy.py", "toy.ipynb"]): (cookie + RIGHT + "# ñ\n").encode(encoding)}


def _wrong_values(draw: random.Random) -> Files:
    value = draw.choice(
        [
            *(
                "None",
                "{}",
                "[x, [x, [x]]]",
                "x.to_sparse()",
                "x.bfloat16()",
                "iter([x])",
                "type(x)",
            ),
            *("x.shape", "'2'", "2**80", "float('nan')", "{1: x}", "x[..., None]", "x.to('meta')"),
            *("object()", "(yield)", "x.double().numpy()", "complex(1, 2)", "b'x'", "[x] * 10**5"),
        ]
    )
    return {"toy.py": f"def double(x):\n    return {value}\n".encode()}


def _hostile_run(draw: random.Random) -> Files:
    line = draw.choice(
        [
            *(
                "while True: pass",
                "raise SystemExit(3)",
                "import os; os._exit(0)",
                "x = [0] * 10**10",
            ),
            *("import os; os.kill(os.getpid(), 9)", "raise KeyboardInterrupt", "exec('1/0')"),
            *("def f(): f()\n    f()", "print('x' * 10**7)", "raise Exception('\\x1b[2J' * 999)"),
            *("import sys; sys.setrecursionlimit(10**9)\n    eval('(' * 99)", "quit()", "del x"),
        ]
    )
    inside = draw.random() < 0.5
    text = f"def double(x):\n    {line}\n" if inside else f"if 1:\n    {line}\n{RIGHT}"
    return {"toy.py": text.encode()}


def _names(draw: random.Random) -> Files:
    def name() -> str:
        parts = [
            "".join(draw.choices(string.printable[:95] + "ñ\u202e\u0301名", k=draw.randint(1, 30)))
        ]
        parts += draw.choice(
            [[".py"], [".ipynb"], [".PY"], [".py.txt"], [".zip"], ["/toy.py"], [""]]
        )
        return "".join(parts).replace("\\", "_")

    return {name(): draw.choice([RIGHT.encode(), b"", b"\0"]) for _ in range(draw.randint(1, 5))}


def _literal(draw: random.Random) -> Files:
    literal = draw.choice(
        ["9" * 5000, "0x" + "f" * 50_000, "1" * 100_000, "'" + "x" * 200_000 + "'", "7 ** 7 ** 7",
         "'x' * 10 ** 9", "[" + "0," * 60_000 + "]", "{" + "'a': 1," * 20_000 + "}"]
    )  # fmt: skip
    return {"toy.py": f"y = {literal}\n{RIGHT}".encode()}


KINDS: dict[str, Callable[[random.Random], Files]] = {
    "damaged source": lambda draw: {"toy.py": _damaged(draw, RIGHT.encode())},
    "cut source": lambda draw: {"toy.py": RIGHT.encode()[: draw.randrange(len(RIGHT))]},
    "random bytes": lambda draw: {
        draw.choice(["toy.py", "toy.ipynb", "toy.zip", "toy.tar.gz"]): draw.randbytes(
            draw.choice([0, 1, 100, 5000])
        )
    },
    "random words": lambda draw: {
        "toy.py": "".join(draw.choices(_TOKENS, k=draw.choice([3, 30, 3000]))).encode()
    },
    "random text": lambda draw: {
        "toy.py": "".join(chr(draw.randrange(0xD800)) for _ in range(200)).encode()
    },
    "damaged notebook": lambda draw: {"toy.ipynb": _damaged(draw, _notebook(RIGHT, "1 / 0"), 3)},
    "notebook of wrong types": lambda draw: {
        "toy.ipynb": json.dumps(_some_json(draw)).encode()
    },
    "notebook of wrong cells": lambda draw: {
        "toy.ipynb": _notebook(_some_json(draw), RIGHT, _some_json(draw), nbformat=_some_json(draw))
    },
    "deep notebook": _deep_notebook,
    "damaged zip": lambda draw: {"toy.zip": _damaged(draw, _zipped({"a/toy.py": RIGHT.encode()}))},
    "damaged tar": lambda draw: {
        draw.choice(["toy.tar", "toy.tar.gz"]): _damaged(draw, _tarred({"toy.py": RIGHT.encode()}))
    },
    "nested archive": _nested_archive,
    "archive of many": lambda draw: {
        "toy.zip": _zipped({f"{n}.py": b"" for n in range(draw.choice([3, 300, 3000]))})
    },
    "bomb": lambda draw: {"toy.zip": _zipped({"toy.py": bytes(draw.choice([10**6, 10**8]))})},
    "wrong names": _names,
    "deep source": _deep,
    "large literal": _literal,
    "other encoding": _encoded,
    "wrong kind": lambda draw: {
        draw.choice(["toy.py", "toy.ipynb"]): draw.choice(
            [b"%PDF-1.7\n", b"\x7fELF\2\1", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"{}", b"[]"]
        )
    },
    "empty": lambda draw: draw.choice(
        [{}, {"toy.py": b""}, {"toy.py": b"\xef\xbb\xbf"}, {"toy.ipynb": b" "}, {"toy.zip": b""}]
    ),
    "wrong value": _wrong_values,
    "hostile run": _hostile_run,
    "modules beside": lambda draw: {
        "toy.py": b"from helper import double\n",
        draw.choice(["helper.py", "helper/__init__.py", "Helper.py"]): _damaged(
            draw, RIGHT.encode()
        ),
    },
}  # fmt: skip


def malformed_class(count: int, seed: int, path: Path) -> list[str]:
    """Writes a zip of so many malformed submissions and an honest one; returns their names, each
    with its kind. The same seed gives the same class."""
    draw = random.Random(seed)
    made = {f"{n:04} {draw.choice(list(KINDS))}": Files() for n in range(count)}
    names = list(made)
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name in names:
            archive.writestr(f"{name}/", b"")
            for file, data in KINDS[name.partition(" ")[2]](draw).items():
                archive.writestr(f"{name}/{file}", data)
        archive.writestr(f"{HONEST}/toy.py", RIGHT)
    return [*names, HONEST]


LIMITS = """
[limits]
cpu_seconds = 0.5
import_cpu_seconds = 0.5
wall_seconds = 20.0
memory_mib = 256
reply_mib = 4
"""


def grade_malformed(count: int, seed: int, root: Path) -> list[Record]:
    """The records of such a class, graded as a teacher would. Raises AssertionError unless each
    submission has one, the honest one full marks, and what they find can be said."""
    course = root / "course"
    new_topic("toy", course)
    toml = course / "assignments/toy/assignment.toml"
    toml.write_text(toml.read_text() + LIMITS)
    course.chmod(0o700)
    names = malformed_class(count, seed, root / "class.zip")
    topic = Topic(course / "assignments/toy", course)
    submissions = collect(root / "class.zip", topic.assignment).submissions
    assert sorted(submission.id for submission in submissions) == sorted(names)
    summary = grade_class(topic, submissions, root / "run", workers=1, seed=1)
    assert (summary.interrupted, summary.left) == (False, 0)
    with Gradebook(root / "run", write=False) as gradebook:
        records = {record.submission: record for record in gradebook.records()}
    assert sorted(records) == sorted(names)
    kept = {from_json(path.read_bytes()).submission for path in (root / "run/records").iterdir()}
    assert kept == set(names)
    assert (root / "run/grades.csv").read_text(encoding="utf-8").count("\n") == len(names) + 1
    assert records[HONEST].score == records[HONEST].max_score == 10.0
    for record in records.values():
        assert record.status in ("graded", "unreadable", "not_submitted"), record
        assert (record.score is not None) == (record.status == "graded")
        assert record.score is None or 0 <= record.score <= record.max_score
        for language in ("en", "es"):
            if record.problem is not None:
                assert explain_problem(record.problem, Translator(language)).heading
            for verdict in record.verdicts:
                assert verdict.passed or explain(verdict, Translator(language)).heading
    return list(records.values())
