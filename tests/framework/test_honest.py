"""Honest work is not hurt: right answers, written as students write them, get full marks; what a
worker can't do is named.

The GRU's reference in each style, through `collect`, the real worker in the best sandbox and the
some checks of the hidden suite (values, gradients, a module, a step of training).
"""

import json
import sys
from collections.abc import Iterator

import pytest

from autograder.collect import read_source
from autograder.execution.sandbox.isolation import choose
from autograder.judge.judge import Judge, hidden_judge
from autograder.model.record import Kind, Verdict
from autograder.model.submission import File, Submission, Use
from autograder.model.topic import Topic
from autograder.presentation.messages import Translator
from autograder.presentation.sentences import Sentence, explain
from tests.framework.conftest import REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")

RIGHT = (REPOSITORY / "solutions/gru/reference.py").read_text(encoding="utf-8")
IMPORTS = "import math\n\nimport torch\nfrom torch import Tensor, nn\n"
CELL = "def gru_cell(\n"
IN_CELL = "    H = h.shape[1]\n    xr, xz"
RESULT = "    return (1 - z) * n + z * h\n"
GRADIENTS = "    return dx, dh, dWx, dWh, dbx, dbh\n"


def changed(*pairs: tuple[str, str]) -> str:
    """The right answer with some of its text replaced."""
    text = RIGHT
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def at_the_top(lines: str) -> str:
    """The right answer, with lines after its imports."""
    return changed((IMPORTS, f"{IMPORTS}\n{lines}\n"))


def at_the_end(lines: str) -> str:
    """The right answer, with lines after it."""
    return f"{RIGHT}\n\n{lines}\n"


CHECKS = frozenset(
    {
        *(
            "test_cell_values",
            "test_cell_gradients",
            "test_forward_values",
            "test_forward_gradients",
        ),
        *("test_backward_one_step", "test_backward_keeps_arguments", "test_layer_gradients"),
        *("test_layer_initialisation", "test_step_updates", "test_step_returns_number"),
    }
)

STYLES: dict[str, str] = {
    "a dataclass of settings, and annotations that are text": changed(
        (
            IMPORTS,
            "from __future__ import annotations\nfrom dataclasses import dataclass, field\n"
            f"{IMPORTS}\n@dataclass(frozen=True)\nclass Config:\n    hidden: int = 3\n"
            "    names: list[str] = field(default_factory=list)\n\nCONFIG = Config(hidden=5)\n",
        )
    ),
    "enumerations, named tuples, generics": at_the_top(
        "from enum import Enum\nfrom typing import Generic, NamedTuple, Protocol, TypeVar\n"
        "T = TypeVar('T')\nclass Gate(Enum):\n    R = 0\nclass Pair(NamedTuple):\n    r: Tensor\n"
        "class Box(Generic[T]): ...\nprint(Box[int], Pair(torch.ones(1))._asdict(), Gate.R)"
    ),
    "types that say shapes": changed(
        (
            IMPORTS,
            f"from jaxtyping import Float, jaxtyped\nfrom beartype import beartype\n{IMPORTS}",
        ),
        (CELL, f"@jaxtyped(typechecker=beartype)\n{CELL}"),
        ("    x: Tensor, h: Tensor, Wx", "    x: Float[Tensor, 'N D'] | None, h: Tensor, Wx"),
    ),
    "closures": changed(
        (
            CELL,
            "def make_gate(activation):\n    def gate(a, b):\n        return activation(a + b)\n"
            f"    return gate\n\n{CELL}",
        ),
        ("    r = torch.sigmoid(xr + hr)\n", "    r = make_gate(torch.sigmoid)(xr, hr)\n"),
    ),
    "a function made by another": changed(
        (
            "def gru_forward(",
            "from functools import partial\n_cell = gru_cell\n"
            "gru_cell = lambda *a, **k: partial(_cell, *a)(**k)\n\ndef gru_forward(",
        )
    ),
    "a decorator that takes the time": changed(
        (
            CELL,
            "import functools, time\ndef timed(f):\n    @functools.wraps(f)\n"
            "    def inner(*a, **k):\n        start = time.perf_counter()\n"
            "        out = f(*a, **k)\n"
            "        print(f.__name__, time.perf_counter() - start)\n        return out\n"
            f"    return inner\n\n@timed\n{CELL}",
        )
    ),
    "seeds and determinism": at_the_top(
        "import os, random\nimport numpy as np\nos.environ['PYTHONHASHSEED'] = '0'\n"
        "random.seed(0)\nnp.random.seed(0)\ntorch.manual_seed(0)\ntorch.cuda.manual_seed_all(0)\n"
        "torch.backends.cudnn.deterministic = True\ntorch.use_deterministic_algorithms(True)\n"
        "torch.autograd.set_detect_anomaly(True)"
    ),
    "prints in loops": changed(
        ("        h = gru_cell(x_t", "        print('estado ✓', x_t, h)\n        h = gru_cell(x_t")
    ),
    "warnings": changed(
        (IN_CELL, "    import warnings\n    warnings.warn('not vectorised')\n" + IN_CELL)
    ),
    "warnings that are errors": at_the_top(
        "import warnings\nimport numpy as np\nwarnings.filterwarnings('error')\n"
        "np.seterr(all='raise')"
    ),
    "another default dtype": at_the_top("torch.set_default_dtype(torch.float64)"),
    "another default dtype, in the old way": at_the_top(
        "torch.set_default_tensor_type(torch.DoubleTensor)"
    ),
    "threads": at_the_top(
        "torch.set_num_threads(4)\ntorch.set_num_interop_threads(2)\n"
        "(torch.ones(400, 400) @ torch.ones(400, 400)).exp().sum()"
    ),
    "a device": at_the_top(
        "device = torch.device('cuda' if torch.cuda.is_available() else\n"
        "    'mps' if torch.backends.mps.is_available() else 'cpu')\n"
        "print(device, torch.cuda.device_count(), torch.zeros(3).to(device))"
    ),
    "a compiled function": changed((CELL, f"@torch.compile(dynamic=True)\n{CELL}")),
    "a compiled layer": at_the_end("GRU.forward = torch.compile(GRU.forward)"),
    "a scripted function": changed((CELL, f"@torch.jit.script\n{CELL}")),
    "a result that requires a gradient": changed(
        (RESULT, "    return ((1 - z) * n + z * h).requires_grad_()\n")
    ),
    "arguments made to require a gradient": changed(
        (IN_CELL, "    x.requires_grad_(True)\n" + IN_CELL)
    ),
    "an argument changed in place": changed(
        (IN_CELL, "    h += 0\n" + IN_CELL),
        ("    h = h0\n    hs = []", "    h = h0.clone()\n    hs = []"),
    ),
    "the old Variable": changed(
        (IMPORTS, IMPORTS + "from torch.autograd import Variable\n"),
        (
            IN_CELL,
            "    h = Variable(h, requires_grad=True) if not h.requires_grad else h\n" + IN_CELL,
        ),
    ),
    "a list where a tuple is asked for": changed(
        (GRADIENTS, "    return [dx, dh, dWx, dWh, dbx, dbh]\n")
    ),
    "a named tuple": changed(
        (
            GRADIENTS,
            "    from collections import namedtuple\n"
            "    return namedtuple('Grads', 'x h Wx Wh bx bh')(dx, dh, dWx, dWh, dbx, dbh)\n",
        )
    ),
    "numpy where no gradient is asked for": changed(
        (
            GRADIENTS,
            "    import numpy as np\n"
            "    return tuple(np.asarray(g) for g in (dx, dh, dWx, dWh, dbx, dbh))\n",
        )
    ),
    "numpy's number where Python's is asked for": changed(
        ("    return loss.item()", "    import numpy as np\n    return np.mean([loss.item()])")
    ),
    "plots at the top level": at_the_end(
        "import matplotlib.pyplot as plt\nimport seaborn as sns\nsns.set_theme()\n"
        "plt.rcParams['figure.figsize'] = (8, 4)\nfig, ax = plt.subplots()\nax.plot([1, 2])\n"
        "fig, (a, b, c) = plt.subplots(1, 3)\nfig, axes = plt.subplots(2, 3)\n"
        "axes[0, 1].set_title('x')\nfor i, ax in enumerate(axes.flat):\n    ax.axis('off')\n"
        "print(len(axes))\nn, bins, patches = plt.hist([1, 2])\nline, = plt.plot([1])\n"
        "top = 0.9 * plt.gca().get_ylim()[1]\nplt.text(0, top, f'{top:.3f}')\n"
        "plt.savefig('loss.png')\nplt.show()"
    ),
    "bars of progress": at_the_end(
        "from tqdm.auto import tqdm, trange\nbar = tqdm(range(3), desc='epoch')\nfor i in bar:\n"
        "    bar.set_description(f'{i}')\n    bar.set_postfix(loss=1.0)\nassert len(bar) == 3\n"
        "with tqdm(total=3) as p:\n    p.update(1)\nassert list(trange(2, leave=False)) == [0, 1]\n"
        "tqdm.write('done')"
    ),
    "logs": at_the_top(
        "import logging\nfrom torch.utils.tensorboard import SummaryWriter\nimport wandb\n"
        "logging.basicConfig(level=logging.INFO)\nlogging.getLogger(__name__).info('hello')\n"
        "writer = SummaryWriter('runs/x')\nwriter.add_scalar('loss', 1.0, 2)\n"
        "wandb.init(project='x')"
    ),
    "a main function with arguments": at_the_end(
        "import argparse\n\ndef main():\n    parser = argparse.ArgumentParser()\n"
        "    parser.add_argument('--lr', type=float, required=True)\n"
        "    args = parser.parse_args()\n    torch.save({}, 'x.pt')\n\n"
        "if __name__ == '__main__':\n    main()"
    ),
    "arguments at the top level": at_the_end(
        "import argparse\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--lr', type=float, default=0.1)\nargs = parser.parse_args()\n"
        "print(vars(args), args.lr)"
    ),
    "tests of one's own": at_the_end(
        "import unittest\n\nclass TestCell(unittest.TestCase):\n    def test_shape(self):\n"
        "        self.assertEqual(1, 1)\n\ndef test_zeros():\n    pass\n\ntorch.manual_seed(0)\n"
        "out = gru_cell(torch.ones(2, 3), torch.ones(2, 4), torch.ones(3, 12), torch.ones(4, 12),"
        " torch.ones(12), torch.ones(12))\nassert out.shape == (2, 4)\n"
        "if __name__ == '__main__':\n    unittest.main()"
    ),
    "a header with what is not installed": (
        "import pandas as pd\nimport scipy.stats as stats\nimport cv2, torchvision\nimport winreg\n"
        "from sklearn.model_selection import train_test_split\n"
        "from torchvision import datasets, transforms\n"
        "def show(table: 'pd.DataFrame', net: torchvision.models.ResNet | None = None): ...\n"
        + RIGHT
    ),
    "a library with a substitute": (
        "try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np\n"
        "ONES = np.ones(3)\n" + RIGHT
    ),
    "a notebook saved as a script": (
        "#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n\n"
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().system('pip install torch')\nfrom google.colab import drive\n"
        "from IPython.display import HTML\ndrive.mount('/content/drive')\ndisplay(HTML('x'))\n"
        + RIGHT
    ),
    "a notebook saved by Colab": (
        "# -*- coding: utf-8 -*-\n!pip install -q torch\n%matplotlib inline\n" + RIGHT
    ),
    "the folder of the file": (
        "import os, sys\nfrom pathlib import Path\n"
        "os.chdir(os.path.dirname(os.path.abspath(__file__)))\n"
        "sys.path.insert(0, str(Path(__file__).resolve().parent))\n" + RIGHT
    ),
    "an output of one's own": (
        "import io, os, sys\n"
        "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')\nprint('ñ')\n"
        "kept, sys.stdout = sys.stdout, open(os.devnull, 'w')\nprint('x' * 10**5)\n"
        "sys.stdout = kept\n" + RIGHT
    ),
    "questions to the machine": (
        "import datetime, multiprocessing, os, platform, secrets, time, uuid\n"
        "print(os.cpu_count(), platform.system(), time.time(), uuid.uuid4(), os.getcwd(),\n"
        "    secrets.token_hex(4), multiprocessing.cpu_count(), datetime.datetime.now())\n" + RIGHT
    ),
    "copies in memory": at_the_end(
        "import copy, io, pickle\nbuffer = io.BytesIO()\ntorch.save({'a': torch.ones(2)}, buffer)\n"
        "buffer.seek(0)\nprint(torch.load(buffer), pickle.loads(pickle.dumps([1])))\n"
        "copy.deepcopy(nn.Linear(2, 2))\n"
        "from torch.utils.data import DataLoader, TensorDataset, random_split\n"
        "for batch in DataLoader(TensorDataset(torch.ones(8)), batch_size=2, shuffle=True): pass"
    ),
    "all that a worker can't have, at the top": at_the_top(
        "import logging, os, subprocess, tempfile, threading\nfrom pathlib import Path\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "os.makedirs('checkpoints', exist_ok=True)\nPath('x').mkdir()\n"
        "logging.basicConfig(filename='train.log')\nopen('log.txt', 'w')\n"
        "threading.Thread(target=print).start()\nThreadPoolExecutor().submit(print)\n"
        "try:\n    subprocess.run(['nvidia-smi'])\nexcept FileNotFoundError:\n    pass\n"
        "os.popen('uname -a')\nos.listdir('.')\ntempfile.mkdtemp()\nos.getlogin()"
    ),
    "a model that is saved, data that processes load": changed(
        ("    return loss.item()", "    torch.save(model, 'x.pt')\n    return loss.item()"),
        (
            "    optimizer.zero_grad()\n",
            "    list(torch.utils.data.DataLoader(x, num_workers=2))\n    optimizer.zero_grad()\n",
        ),
    ),
    "lines that fail, outside the functions": at_the_end(
        "import numpy as np\ndata = np.loadtxt('/content/data.csv')\nprint(missing)\n"
        "gru_cell(data, data)\nassert 1 == 2\nprint(nn.GRUCell(3, 4)(torch.ones(2, 3)))\n"
        "raise SystemExit"
    ),
    "a mark before the first byte": "\ufeff" + RIGHT,
    "ends of lines of Windows": RIGHT.replace("\n", "\r\n"),
    "tabs": RIGHT.replace("    ", "\t"),
    "the library's cell to compare with": at_the_end(
        "if __name__ == '__main__':\n    print(nn.GRU(3, 4)(torch.ones(1, 2, 3)))"
    ),
}


def split() -> dict[str, str]:
    """The right answer in four files: a package, modules that import each other, one unused."""
    cell, _, rest = RIGHT.partition("def gru_forward(")
    layer = rest.index("class GRU")
    return {
        "gru.py": (
            "from net.layers import GRU\nfrom helpers import gru_cell, gru_forward\n"
            f"import helpers as h\ngru_backward = h.gru_backward\n{IMPORTS}"
            + rest[rest.index("def train_step(") :]
        ),
        "helpers.py": f"{cell}\ndef gru_forward({rest[:layer]}",
        "net/__init__.py": "",
        "net/layers.py": (
            f"{IMPORTS}\nfrom helpers import gru_forward\nfrom .sizes import SIZE\n"
            + rest[layer : rest.index("def train_step(")]
        ),
        "net/sizes.py": "SIZE = 3\n",
        "old version.py": "this is no Python",
    }


def notebook() -> str:
    """The right answer in a notebook, between all that notebooks are full of."""
    definitions = [f"{IMPORTS}\n{RIGHT.partition(IMPORTS)[2]}"]
    cells = [
        "%matplotlib inline\n!pip install torch\nimport matplotlib.pyplot as plt",
        "import numpy as np\ndata = np.loadtxt('/content/data.csv')",
        *definitions,
        "%%time\nmodel, losses = train_adding(data, data, 32, 10**6, 64, 0.01, 0)",
        "plt.plot(losses); plt.show()",
        "while True:\n    train_step(model, None, data, data)",
        "gru_cell(data, data)\n1 / 0",
        "from tqdm.notebook import tqdm\nfor i in tqdm(range(3)): print(i)",
        "?gru_cell",
    ]
    made = [{"cell_type": "code", "source": cell, "metadata": {}} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """The GRU's hidden suite, with workers in the best sandbox there is."""
    made = hidden_judge(Topic(REPOSITORY / "assignments/gru", REPOSITORY), choose())
    yield made
    made.close()


def judged(
    judge: Judge, files: dict[str, str], main: str = "gru.py"
) -> tuple[list[Verdict], tuple[Use, ...]]:
    """The verdicts, and what was found in the source."""
    handed_in = tuple(File(path=path, data=text.encode()) for path, text in files.items())
    submission = Submission(id="x", files=handed_in, main=main)
    source = read_source(submission, judge.topic.assignment)
    assert source.problem is None, source.problem
    return judge.session.judge(source, 1, only=CHECKS), source.uses


@pytest.mark.parametrize("style", STYLES)
def test_a_right_answer_gets_full_marks_in_any_style(judge: Judge, style: str) -> None:
    verdicts, uses = judged(judge, {"gru.py": STYLES[style]})
    assert [(v.check, v.kind, v.place, v.detail) for v in verdicts if not v.passed] == []
    assert not [use for use in uses if use.certain], "nothing of it is forbidden for certain"


def test_a_right_answer_in_several_files_gets_full_marks(judge: Judge) -> None:
    verdicts, uses = judged(judge, split())
    assert [(v.check, v.kind, v.place, v.detail) for v in verdicts if not v.passed] == []
    assert not uses


def test_a_right_answer_in_a_lively_notebook_gets_full_marks(judge: Judge) -> None:
    verdicts, uses = judged(judge, {"gru.ipynb": notebook()}, main="gru.ipynb")
    assert [(v.check, v.kind, v.place, v.detail) for v in verdicts if not v.passed] == []
    assert not uses


# What a worker can't do, the check that meets it, the kind of failure, the type of exception, the
# student's own line, and words of the advice.
NAMED = {
    "a download": (
        changed(
            (
                IN_CELL,
                "    import urllib.request\n"
                "    urllib.request.urlopen('http://127.0.0.1/x')\n" + IN_CELL,
            )
        ),
        ("test_cell_values", Kind.RAISED, "PermissionError", "urlopen(", "no connections"),
    ),
    "a table that is read": (
        at_the_top("import numpy as np\nTABLE = np.loadtxt('data.csv')").replace(
            IN_CELL, "    TABLE.sum()\n" + IN_CELL
        ),
        ("test_cell_values", Kind.RAISED, "FileNotFoundError", "np.loadtxt", "no file beside"),
    ),
    "a library that is not installed, used": (
        changed(
            (IMPORTS, f"import einops_not_installed as einops\n{IMPORTS}"),
            (IN_CELL, "    x = einops.rearrange(x, 'n d -> n d')\n" + IN_CELL),
        ),
        ("test_cell_values", Kind.RAISED, "ModuleNotFoundError", "einops.rearrange", "installed"),
    ),
    "the library's own cell": (
        changed((IN_CELL, "    return nn.GRUCell(3, 4)(x, h)\n" + IN_CELL)),
        (
            "test_cell_values",
            Kind.FORBIDDEN,
            "ForbiddenCall",
            "nn.GRUCell(3, 4)",
            "PyTorch's nn.GRUCell",
        ),
    ),
    "gradients by the library": (
        changed(
            (
                GRADIENTS,
                "    gru_forward(x.requires_grad_(), h0, Wx, Wh, bx, bh).sum().backward()\n"
                + GRADIENTS,
            )
        ),
        ("test_backward_one_step", Kind.FORBIDDEN, "ForbiddenCall", ".backward()", "automatic"),
    ),
    "numpy in a function whose gradient is asked for": (
        changed((RESULT, "    return torch.from_numpy(((1 - z) * n + z * h).detach().numpy())\n")),
        ("test_cell_gradients", Kind.NO_GRADIENT, "", "", "gradient"),
    ),
}


@pytest.mark.parametrize("case", NAMED)
def test_what_a_worker_can_not_do_is_named(judge: Judge, case: str) -> None:
    text, (check, kind, exception, line, words) = NAMED[case]
    verdicts, _ = judged(judge, {"gru.py": text})
    verdict = next(verdict for verdict in verdicts if not verdict.passed)
    assert (verdict.check, verdict.kind, verdict.exception) == (check, kind, exception)
    assert line in (verdict.place.code if verdict.place else "")
    said = explain(verdict, Translator("en"))
    assert words in " ".join(part.text for part in said.parts if isinstance(part, Sentence))
