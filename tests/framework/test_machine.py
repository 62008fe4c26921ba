"""The machine that a submission sees is one: what honest code asks for costs nothing or is refused
in the same words, where it is graded and where its student checks it."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.authoring.new import new_topic
from autograder.execution.child import Spawner
from autograder.execution.forked import Host
from autograder.execution.workers import WorkerPool
from autograder.judge.session import JudgeSession
from autograder.model.record import Kind, Verdict
from autograder.model.submission import Problem, Source
from autograder.presentation.messages import Language, Translator
from autograder.presentation.sentences import Call, CodeLine, Sentence, explain, note_text
from tests.framework.conftest import FORBIDDEN, Course, source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")

Where = Callable[[str], str]

SUITE = """
    @check("double", es="Uno.")
    def test_first(student, rng):
        '''One.'''
        student.double(rng.standard_normal(3)).matches_reference()

    @check("double", es="Dos.")
    def test_second(student, rng):
        '''Two.'''
        student.double(rng.standard_normal(3)).matches_reference()
"""
REFERENCE = "def double(x):\n    return 2 * x\n"

# What is no answer: each with an assertion that it did what it does on a machine of one's own.
ABSORBED = {
    "a folder": "import os\nos.makedirs('checkpoints', exist_ok=True)\nos.mkdir('checkpoints/a')",
    "a folder by its path": (
        "from pathlib import Path\nPath('x/y').mkdir(parents=True)\nassert Path('x').is_dir()\n"
        "assert [p.name for p in Path('x').iterdir()] == ['y']"
    ),
    "a file": (
        "with open('log.txt', 'w') as f:\n    f.write('a\\nb')\n"
        "with open('log.txt', 'a') as f:\n    print('c', file=f)\n"
        "assert open('log.txt').read() == 'a\\nbc\\n'\n"
        "with open('log.txt', 'r+') as f:\n    f.seek(1)\n    f.write('-')\n"
        "assert open('log.txt').read() == 'a-bc\\n'"
    ),
    "a file in a folder that is there at home": "open('runs/today/x.txt', 'w').write('x')",
    "a file of a drive": "open('/content/drive/MyDrive/x.txt', 'w').write('x')",
    "a touched file": (
        "from pathlib import Path\nPath('x.txt').touch()\nPath('x.txt').touch()\n"
        "assert Path('x.txt').stat().st_size == 0\nPath('x.txt').unlink()\n"
        "assert not Path('x.txt').exists()"
    ),
    "a file with a name of its own": (
        "try:\n    open('own', 'x').close()\n    open('own', 'x').close()\n"
        "except FileExistsError:\n    pass\nelse:\n    raise AssertionError"
    ),
    "files that are moved, copied, removed": (
        "import os, shutil, glob\nopen('a.txt', 'w').write('a')\nos.rename('a.txt', 'b.txt')\n"
        "shutil.copy('b.txt', 'c.txt')\nos.makedirs('d')\nshutil.move('c.txt', 'd/e.txt')\n"
        "assert sorted(glob.glob('**/*.txt', recursive=True)) == ['b.txt', 'd/e.txt']\n"
        "assert [f for _, _, f in os.walk('d')] == [['e.txt']]\nshutil.rmtree('d')\n"
        "assert not os.path.exists('d')\nos.remove('b.txt')"
    ),
    "the folder, listed": "import os\nassert '@MAIN@' in os.listdir('.')\nos.listdir()",
    "its own text": (
        "from pathlib import Path\nimport inspect, os\n"
        "assert 'def double' in Path(__file__).read_text()\n"
        "assert 'def double' in open(os.path.abspath(__file__)).read()\n"
        "assert Path(__file__).resolve().parent.is_dir()"
    ),
    "the folder of the file": (
        "import os\nos.chdir(os.path.dirname(os.path.abspath(__file__)))\n"
        "os.chdir('/content/drive/MyDrive')\nassert os.getcwd() == '/content/drive/MyDrive'\n"
        "open('x', 'w').close()\nassert os.path.exists('/content/drive/MyDrive/x')\n"
        "os.chdir(os.path.dirname(os.path.abspath(__file__)))"
    ),
    "a log": (
        "import logging\nlogging.basicConfig(filename='train.log', level=logging.INFO)\n"
        "logging.info('hello')\nassert 'hello' in open('train.log').read()"
    ),
    "a log that rotates": (
        "import logging.handlers\nlogger = logging.getLogger('mine')\n"
        "logger.addHandler(logging.handlers.RotatingFileHandler('r.log', maxBytes=9))\n"
        "logger.warning('one')\nlogger.warning('two')"
    ),
    "temporary files and folders": (
        "import os, tempfile\nfolder = tempfile.mkdtemp()\nassert os.path.isdir(folder)\n"
        "with tempfile.NamedTemporaryFile('w') as f:\n    f.write('x')\n    f.flush()\n"
        "    assert open(f.name).read() == 'x'\nassert not os.path.exists(f.name)\n"
        "with tempfile.TemporaryFile() as f:\n    f.write(b'x')\n    f.seek(0)\n"
        "    assert f.read() == b'x'\n"
        "with tempfile.TemporaryDirectory() as d:\n    open(d + '/x', 'w').close()\n"
        "assert not os.path.exists(d)\nnumber, name = tempfile.mkstemp()\n"
        "os.write(number, b'abc')\nos.close(number)\nassert os.path.getsize(name) == 3"
    ),
    "what torch and numpy save": (
        "import torch, numpy as np\ntorch.save({'a': torch.ones(2)}, 'm.pt')\n"
        "assert torch.load('m.pt')['a'].sum() == 2\nnp.save('a.npy', np.ones(3))\n"
        "assert np.load('a.npy').sum() == 3\nnp.savez('a.npz', a=np.ones(2))\n"
        "assert np.load('a.npz')['a'].sum() == 2\nnp.savetxt('a.txt', np.ones((2, 2)))\n"
        "assert np.loadtxt('a.txt').shape == (2, 2)\n"
        "torch.jit.script(torch.nn.Linear(2, 2)).save\n"
        "torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), 'm.ts')"
    ),
    "tables, pickles, archives, databases": (
        "import csv, gzip, json, pickle, shelve, sqlite3, zipfile\n"
        "with open('a.csv', 'w', newline='') as f:\n    csv.writer(f).writerow([1, 2])\n"
        "assert list(csv.reader(open('a.csv'))) == [['1', '2']]\n"
        "with open('a.json', 'w') as f:\n    json.dump([1], f)\n"
        "with open('a.pkl', 'wb') as f:\n    pickle.dump([1], f)\n"
        "assert pickle.load(open('a.pkl', 'rb')) == [1]\n"
        "with gzip.open('a.gz', 'wt') as f:\n    f.write('x')\n"
        "with zipfile.ZipFile('a.zip', 'w') as z:\n    z.write('a.csv')\n"
        "with shelve.open('kept') as s:\n    s['a'] = 1\n"
        "for _ in range(2):\n    c = sqlite3.connect('a.db')\n"
        "    c.execute('create table if not exists t (a)')\n"
        "    c.execute('insert into t values (1)')\n"
        "    c.commit()\n    rows = len(c.execute('select * from t').fetchall())\n    c.close()\n"
        "assert rows == 2"
    ),
    "pictures": "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.savefig('loss.png')",
    "a thread": "import threading\nthreading.Thread(target=print).start()",
    "threads that share out the work": (
        "import threading\nfound = [0] * 4\n"
        "def work(i): found[i] = i * i\n"
        "threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]\n"
        "for t in threads: t.start()\nfor t in threads: t.join()\n"
        "assert found == [0, 1, 4, 9] and not any(t.is_alive() for t in threads)"
    ),
    "a thread that gives and one that takes": (
        "import queue, threading\nq = queue.Queue(); got = []\n"
        "def give():\n    for i in range(3): q.put(i)\n    q.put(None)\n"
        "def take():\n    while (x := q.get()) is not None: got.append(x)\n"
        "ts = [threading.Thread(target=f) for f in (take, give)]\n"
        "[t.start() for t in ts]; [t.join() for t in ts]\nassert got == [0, 1, 2]"
    ),
    "a thread that watches": (
        "import threading, time\nstop = threading.Event()\n"
        "def watch():\n    while not stop.is_set(): stop.wait(0.1)\n"
        "t = threading.Thread(target=watch, daemon=True); t.start(); stop.set(); t.join()\n"
        "def forever():\n    while True: time.sleep(1)\n"
        "threading.Thread(target=forever, daemon=True).start()\n"
        "threading.Timer(1000, print).start()"
    ),
    "pools of threads and processes": (
        "from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor, as_completed\n"
        "with ThreadPoolExecutor(max_workers=4) as e:\n"
        "    assert list(e.map(pow, [1, 2], [3, 3])) == [1, 8]\n"
        "with ProcessPoolExecutor() as e:\n    jobs = [e.submit(abs, -i) for i in range(3)]\n"
        "    assert sorted(j.result() for j in as_completed(jobs)) == [0, 1, 2]\n"
        "import multiprocessing as mp\nwith mp.Pool(2) as p:\n"
        "    assert p.map(abs, [-1, 2]) == [1, 2]\n    assert p.starmap(pow, [(2, 3)]) == [8]\n"
        "    assert p.apply_async(abs, (-1,)).get() == 1"
    ),
    "processes": (
        "import multiprocessing as mp\nimport torch.multiprocessing as tmp\n"
        "if mp.get_start_method(allow_none=True) is None: mp.set_start_method('spawn')\n"
        "q = mp.Queue()\np = mp.Process(target=q.put, args=(3,))\np.start(); p.join()\n"
        "assert q.get() == 3 and p.exitcode == 0\nv = mp.Value('i', 0)\n"
        "with v.get_lock():\n    v.value += 1\nassert mp.Array('d', 3)[:] == [0, 0, 0]\n"
        "c = mp.get_context('fork')\np = c.Process(target=print)\np.start(); p.join()\n"
        "m = mp.Manager().dict()\nm['a'] = 1\ntmp.Process(target=print).start()"
    ),
    "an event loop": (
        "import asyncio\nasync def one(x):\n    await asyncio.sleep(0.001)\n    return x\n"
        "async def all_of_them():\n"
        "    return await asyncio.gather(one(1), one(2), asyncio.to_thread(abs, -3))\n"
        "assert asyncio.run(all_of_them()) == [1, 2, 3]"
    ),
    "data that processes load": (
        "from torch.utils.data import DataLoader\n"
        "loader = DataLoader(list(range(8)), batch_size=2, num_workers=2, pin_memory=False,\n"
        "    persistent_workers=True, prefetch_factor=2)\n"
        "assert [b.tolist() for b in loader] == [[0, 1], [2, 3], [4, 5], [6, 7]]"
    ),
    "a program that is tried": (
        "import os, subprocess\ntry:\n    subprocess.run(['nvidia-smi'], check=True)\n"
        "except FileNotFoundError:\n    pass\n"
        "assert os.popen('uname -a').read() == ''\nassert os.system('clear') != 0\n"
        "assert subprocess.run('ls', shell=True, capture_output=True, text=True).stdout == ''\n"
        "assert subprocess.getoutput('git rev-parse HEAD') == ''\n"
        "try:\n    subprocess.check_output('nvidia-smi', shell=True)\n"
        "except subprocess.CalledProcessError:\n    pass"
    ),
    "who and where": (
        "import getpass, os, platform, socket\nassert os.getlogin() == getpass.getuser()\n"
        "socket.gethostbyname(socket.gethostname())\nplatform.platform(), platform.processor()\n"
        "os.environ['USER'], os.environ['PATH'], os.path.expanduser('~/x')\n"
        "os.environ['SEEN'] = '1'\nos.getloadavg(), os.umask(0), os.nice(0)"
    ),
    "a look at the machine": (
        "import shutil, psutil, torch\nprint(f'{psutil.virtual_memory().percent:.1f}')\n"
        "shutil.disk_usage('.').free\n"
        "device = 'cuda' if torch.cuda.is_available() else 'cpu'\n"
        "torch.set_default_device(device)\nassert torch.zeros(2).to(device).device.type == 'cpu'\n"
        "torch.cuda.synchronize(); torch.cuda.empty_cache(); torch.cuda.manual_seed_all(0)"
    ),
    "a language": "import locale\nlocale.setlocale(locale.LC_ALL, 'es_ES.UTF-8')",
    "a debugger": "breakpoint()\nimport pdb\npdb.set_trace()",
    "signals": (
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nsignal.alarm(0)"
    ),
    "folders by the date, beside the file, copied": (
        "import datetime, os, shutil\nfrom pathlib import Path\n"
        "day = datetime.datetime.now().strftime('%Y-%m-%d_%H:%M:%S')\nos.makedirs('runs/' + day)\n"
        "here = Path(__file__).parent / 'out'\nhere.mkdir(exist_ok=True)\n"
        "(here / 'a.txt').write_text('hola')\n(here / 'b.pt').touch()\n"
        "assert sorted(p.name for p in here.iterdir()) == ['a.txt', 'b.pt']\n"
        "assert len(list(Path('.').rglob('b.pt'))) == 1\n(here / 'b.pt').unlink()\n"
        "os.makedirs('a/b')\nopen('a/b/c', 'w').write('x')\nshutil.copytree('a', 'z')\n"
        "assert open('z/b/c').read() == 'x'\nos.statvfs('.')\n"
        "shutil.make_archive('kept', 'zip', 'a')\nshutil.unpack_archive('kept.zip', 'again')\n"
        "assert os.path.isfile('again/b/c')"
    ),
    "everything above, listed": "import os\nfor r, d, f in os.walk('..'): pass\nos.listdir('/')",
    "logs by a table, by a queue, by the hour": (
        "import logging.config, logging.handlers, queue\n"
        "logging.config.dictConfig({'version': 1, 'root': {'handlers': ['f'], 'level': 'INFO'},\n"
        "    'handlers': {'f': {'class': 'logging.FileHandler', 'filename': 'logs/a.log'}}})\n"
        "logging.info('one')\nassert 'one' in open('logs/a.log').read()\n"
        "q = queue.Queue(-1)\nlog = logging.getLogger('queued')\n"
        "listener = logging.handlers.QueueListener(q, logging.FileHandler('q.log'))\n"
        "log.addHandler(logging.handlers.QueueHandler(q))\nlistener.start()\n"
        "log.warning('two')\nlistener.stop()\nassert 'two' in open('q.log').read()\n"
        "log.addHandler(logging.handlers.TimedRotatingFileHandler('t.log', when='S'))\n"
        "log.error('three')"
    ),
    "an output that is a file": (
        "import contextlib, sys\nclass Tee:\n    def __init__(self, *files): self.files = files\n"
        "    def write(self, text): [file.write(text) for file in self.files]\n"
        "    def flush(self): [file.flush() for file in self.files]\n"
        "kept = sys.stdout\nsys.stdout = Tee(sys.stdout, open('train.log', 'a'))\nprint('x')\n"
        "sys.stdout = kept\nwith open('b.log', 'w') as f, contextlib.redirect_stdout(f):\n"
        "    print('y')\nassert open('b.log').read() == 'y\\n'"
    ),
    "more than anybody reads": "print('x' * 3_000_000)",
    "threads that never end, and a wait that does": (
        "import threading, time\nseen = []\ndef forever():\n"
        "    while True:\n        seen.append(1)\n        time.sleep(0.01)\n"
        "threading.Thread(target=forever, daemon=True).start()\n"
        "assert not threading.Event().wait(0.05)\nassert seen\n"
        "done = threading.Event()\nthreading.Thread(target=done.set, daemon=True).start()\n"
        "assert done.wait(5)\n"
        "threading.Thread(target=seen.append, args=(2,), daemon=True).start()\n"
        "time.sleep(0.01)\nassert seen[-1] == 2"
    ),
    "processes of a class of one's own, with pipes": (
        "import multiprocessing as mp\nclass Own(mp.Process):\n"
        "    def __init__(self, end):\n        super().__init__()\n        self.end = end\n"
        "    def run(self): self.end.send(7)\n"
        "one, other = mp.Pipe()\nown = Own(other)\nown.start()\nassert one.recv() == 7\n"
        "own.join()\nassert own.exitcode == 0 and not own.is_alive()\n"
        "def work(q):\n    while q.get() is not None: pass\nq = mp.Queue()\n"
        "p = mp.Process(target=work, args=(q,), daemon=True)\np.start()\nq.put(1); q.put(None)\n"
        "p.join(timeout=5)\nmp.freeze_support(), mp.current_process().name, mp.active_children()"
    ),
    "libraries that log": (
        "import wandb, mlflow, comet_ml, neptune\nrun = wandb.init(project='x', config={'lr': 1})\n"
        "wandb.config.update({'a': 1}); wandb.log({'loss': 1}); run.finish()\n"
        "with mlflow.start_run():\n    mlflow.log_metric('loss', 2, step=1)\n"
        "comet_ml.Experiment('key').log_metric('loss', 1)\nneptune.init_run()['a'].append(1)\n"
        "from tqdm.contrib.concurrent import thread_map\nfrom tqdm.contrib import tenumerate\n"
        "assert thread_map(abs, [-1]) == [1] and list(tenumerate([5])) == [(0, 5)]"
    ),
    "scripts and checkpoints, saved and read": (
        "import torch\nscript = torch.jit.script(torch.nn.Linear(2, 2))\nscript.save('s.pt')\n"
        "assert torch.jit.load('s.pt').weight.shape == (2, 2)\n"
        "torch.save(torch.ones(3), 'a.pt')\nassert torch.load('a.pt', mmap=True).sum() == 3\n"
        "torch.save(torch.ones(3), 'b.pt', _use_new_zipfile_serialization=False)\n"
        "assert torch.load('b.pt').sum() == 3"
    ),
    "locks and users": (
        "import fcntl, os, pwd\nwith open('lock', 'w') as f:\n"
        "    fcntl.flock(f, fcntl.LOCK_EX)\n"
        "assert pwd.getpwuid(os.getuid()).pw_name == os.getlogin()"
    ),
    "a profile": (
        "import torch\nwith torch.autograd.profiler.profile() as p:\n    torch.ones(3).sum()\n"
        "print(p.key_averages().table())"
    ),
    "other debuggers": "import ipdb, pdb\nipdb.set_trace()\npdb.Pdb().set_trace()",
    "an alarm that never rings": (
        "import signal\nsignal.signal(signal.SIGALRM, lambda *a: None)\nsignal.alarm(60)"
    ),
}

# What is refused: the exception, and words of what is said.
REFUSED = {
    "a file that was not handed in": (
        "open('data.csv').read()", "FileNotFoundError", "no file beside those that you hand in"
    ),
    "a file that numpy reads": (
        "import numpy as np\nnp.loadtxt('data.csv')", "FileNotFoundError", "hand in",
    ),
    "a file elsewhere": ("open('/etc/hostname').read()", "FileNotFoundError", "hand in"),
    "the network": (
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/x')",
        "PermissionError", "open no connections",
    ),
    "a socket": ("import socket\nsocket.socket()", "PermissionError", "open no connections"),
    "a fork": ("import os\nos.fork()", "PermissionError", "start no programs"),
    "a program": (
        "import subprocess\nsubprocess.run(['ls', '-l'])", "FileNotFoundError", "start no programs"
    ),
    "a question": ("input('lr? ')", "EOFError", "nobody answers"),
    "a GPU": ("import torch\ntorch.zeros(2, device='cuda')", "NoGPU", "torch.cuda.is_available()"),
    "a GPU, for a tensor": ("import torch\ntorch.zeros(2).cuda()", "NoGPU", "no GPU"),
}  # fmt: skip


@pytest.fixture(scope="module")
def spawner() -> Iterator[Spawner]:
    """Workers as Windows and macOS have them."""
    made = Spawner(FORBIDDEN.calls)
    made.start()
    yield made
    made.close()


@dataclass
class Judges:
    """A judge for each pool, kept open: which of them judges makes no difference."""

    course: Course
    sessions: dict[int, JudgeSession] = field(default_factory=dict)

    def judge(self, handed_in: Source, pool: WorkerPool) -> tuple[list[Verdict], list[Problem]]:
        """The verdicts, and what was passed over."""
        if id(pool) not in self.sessions:
            self.sessions[id(pool)] = self.course.session(pool)
        notes: list[Problem] = []
        return self.sessions[id(pool)].judge(handed_in, 1, on_note=notes.append), notes


@pytest.fixture(scope="module")
def judged(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judges]:
    """The judges of a course of one function, with one second to load a file."""
    root = tmp_path_factory.mktemp("course")
    new_topic("toy", root)
    course = Course(root, host)
    course.reference(REFERENCE)
    course.suite(SUITE)
    course.assignment("[limits]\nimport_cpu_seconds = 1.0\nwall_seconds = 4.0\n")
    yield Judges(course)
    for session in course.sessions:
        session.close()


def at_the_top(lines: str) -> str:
    return lines.replace("@MAIN@", "toy.py") + "\n" + REFERENCE


def in_the_call(lines: str) -> str:
    body = textwrap.indent(lines.replace("@MAIN@", "toy.py"), "    ")
    return f"def double(x):\n{body}\n    return 2 * x\n"


def outcome(judged: Judges, text: str, pool: WorkerPool) -> tuple[list[Verdict], list[Problem]]:
    return judged.judge(source(text), pool)


def failed(verdicts: list[Verdict]) -> list[tuple[object, ...]]:
    return [(v.kind, v.exception, v.place, v.detail) for v in verdicts if not v.passed]


def said(verdict: Verdict, language: Language = "en") -> str:
    """All sentences and code of a verdict, in a line."""
    parts = explain(verdict, Translator(language)).parts
    texts = [part.text for part in parts if isinstance(part, Sentence | Call)]
    return " ".join([*texts, *(part.code for part in parts if isinstance(part, CodeLine))])


@pytest.mark.parametrize("lines", ABSORBED.values(), ids=ABSORBED)
@pytest.mark.parametrize("where", [at_the_top, in_the_call], ids=lambda each: each.__name__)
def test_what_is_no_answer_costs_nothing(
    judged: Judges, either: WorkerPool, where: Where, lines: str
) -> None:
    verdicts, notes = outcome(judged, where(lines), either)
    assert failed(verdicts) == []
    assert notes == []


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_change_the_answer_is_refused_in_the_same_words(
    judged: Judges, host: Host, sandbox: Host, case: str
) -> None:
    lines, exception, words = REFUSED[case]
    seen = set()
    for pool in (host, sandbox):
        verdict = outcome(judged, in_the_call(lines), pool)[0][0]
        assert (verdict.kind, verdict.exception) == (Kind.RAISED, exception)
        assert words in said(verdict)
        seen.add(said(verdict))
    assert len(seen) == 1


def test_a_plain_child_process_absorbs_and_refuses_the_same(
    judged: Judges, spawner: Spawner
) -> None:
    # All in one process, for each costs the start of torch.
    text = "import os\nHOME = os.getcwd()\n"
    for number, lines in enumerate(ABSORBED.values()):
        at_home = "@MAIN@" in lines or "__file__" in lines
        folder = "HOME" if at_home else f"'/case{number}'"
        body = textwrap.indent(lines.replace("@MAIN@", "toy.py"), "    ")
        text += f"def absorbed_{number}():\n    import os\n    os.chdir({folder})\n{body}\n"
    for number, (lines, exception, _) in enumerate(REFUSED.values()):
        text += (
            f"def refused_{number}():\n    try:\n{textwrap.indent(lines, ' ' * 8)}\n"
            f"    except Exception as error:\n        message = str(error)\n"
            f"        assert type(error).__name__ == '{exception}' or 'permitted' in message\n"
            f"    else:\n        raise AssertionError\n"
        )
    names = [f"absorbed_{number}" for number in range(len(ABSORBED))]
    names += [f"refused_{number}" for number in range(len(REFUSED))]
    text += "def double(x):\n" + "".join(f"    {name}()\n" for name in names) + "    return 2 * x"
    verdicts, notes = outcome(judged, text, spawner)
    assert (failed(verdicts), notes) == ([], [])


@pytest.mark.parametrize("case", REFUSED)
def test_outside_functions_it_costs_nothing_where_nothing_graded_needs_it(
    judged: Judges, either: WorkerPool, case: str
) -> None:
    lines, exception, _ = REFUSED[case]
    verdicts, notes = outcome(judged, at_the_top(lines), either)
    assert failed(verdicts) == []
    number = len(lines.splitlines())
    assert [(note.kind, note.data["line"], note.data["exception"]) for note in notes] == [
        ("line_failed", number, exception)
    ]
    for language, words in (("en", "failed when the file was loaded"), ("es", "al cargar")):
        text = note_text(notes[0], Translator(language))
        assert all(word in text for word in (f"toy.py:{number}", words, exception))


FAILING = {
    "an error": ("1 / 0", "ZeroDivisionError"),
    "a test of one's own": ("assert double(2) == 5", "AssertionError"),
    "an end": ("import sys; sys.exit()", "SystemExit"),
    "an end by hand": ("exit(0)", "SystemExit"),
    "a block": ("for i in range(3):\n    double(missing)", "NameError"),
    "a class that is left alone": ("class Unused(Missing):\n    x = 1", "NameError"),
    "one of several on a line": ("x = 1; y = x / 0; z = 3", "ZeroDivisionError"),
    "memory": ("import torch\ntorch.ones(10**13)", "RuntimeError"),
}


@pytest.mark.parametrize("case", FAILING)
@pytest.mark.parametrize("below", [False, True])
def test_a_line_that_fails_costs_nothing_wherever_it_stands(
    judged: Judges, host: Host, case: str, below: bool
) -> None:
    lines, exception = FAILING[case]
    text = f"{REFERENCE}{lines}\n" if below else f"{REFERENCE}{lines}\n{REFERENCE}"
    verdicts, (note,) = outcome(judged, text, host)
    assert failed(verdicts) == []
    assert note.data["exception"] == exception


def test_what_stands_beside_a_line_that_fails_is_kept(judged: Judges, host: Host) -> None:
    text = (
        "from __future__ import annotations\nx = 1; y = x / 0; z = 1\n"
        "def double(x: Missing):\n    return (globals()['x'] + z) * x"
    )
    verdicts, notes = outcome(judged, text, host)
    assert failed(verdicts) == []
    assert len(notes) == 1


def test_where_something_graded_needs_it_that_line_is_what_is_told(
    judged: Judges, either: WorkerPool
) -> None:
    text = (
        "import numpy as np\ntable = np.loadtxt('data.csv')\ndef double(x):\n    return table * x"
    )
    verdicts, notes = outcome(judged, text, either)
    verdict = verdicts[0]
    assert (verdict.kind, verdict.exception) == (Kind.RAISED, "FileNotFoundError")
    assert verdict.place is not None
    assert (verdict.place.line, verdict.unbound) == (2, "table")
    assert "it needs table" in said(verdict)
    assert "hand in" in said(verdict)
    assert len(notes) == 1


def test_a_function_whose_definition_fails_says_why_it_is_missing(
    judged: Judges, either: WorkerPool
) -> None:
    text = "@missing\ndef double(x):\n    return 2 * x"
    verdict = outcome(judged, text, either)[0][0]
    assert (verdict.kind, verdict.exception, verdict.unbound) == (
        Kind.RAISED,
        "NameError",
        "double",
    )
    assert verdict.place is not None
    assert verdict.place.line == 1


def test_a_module_beside_is_loaded_as_far_as_it_goes(judged: Judges, either: WorkerPool) -> None:
    modules = {
        "toy.py": "from helpers import *\nfrom helpers import twice\ndouble = twice\n",
        "helpers.py": "open('data.csv')\ndef twice(x):\n    return 2 * x\n",
    }
    handed_in = Source(main="toy.py", modules=modules, open_ended=True)
    verdicts, notes = judged.judge(handed_in, either)
    assert failed(verdicts) == []
    assert [(note.data["file"], note.data["line"]) for note in notes] == [("helpers.py", 1)]


ENDLESS = {
    "a training": "import torch\nw = torch.zeros(3)\nwhile True:\n    w = w + 1",
    "a sleep": "import time\n\nwhile True:\n    time.sleep(1000)",
}


@pytest.mark.parametrize("lines", ENDLESS.values(), ids=ENDLESS)
def test_a_line_that_takes_too_long_is_passed_over_and_waited_for_once(
    judged: Judges, either: WorkerPool, lines: str
) -> None:
    verdicts, notes = outcome(judged, f"{lines}\n{REFERENCE}", either)
    assert failed(verdicts) == []
    assert [note.kind for note in notes] == ["line_endless"]
    assert notes[0].data["line"] in (3, 4)
    assert "I stopped waiting there" in note_text(notes[0], Translator("en"))
    assert "dejé de esperar" in note_text(notes[0], Translator("es"))
    again = outcome(judged, f"{lines}\n{REFERENCE.replace('2', '3')}", either)[0]
    # Its second check has a worker of its own, and it does not wait there once more.
    assert again[0].cpu_seconds + again[1].cpu_seconds < 1.5


KEPT = {
    "a file": "import os\nif os.path.exists('seen'): double = None\nopen('seen', 'w').close()",
    "a folder": "import os\nos.mkdir('seen')",
    "a thread": "import threading\nthreading.Thread(target=print, daemon=True).start()",
    "a database": "import sqlite3\nsqlite3.connect('x').execute('create table t (a)')",
    "a log": (
        "import logging\nif logging.getLogger().handlers: double = None\n"
        "logging.basicConfig(filename='x')"
    ),
    "the folder": "import os\nif os.getcwd() == '/x': double = None\nos.chdir('/x')",
}


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_what_was_absorbed_is_gone_before_the_next_check(
    judged: Judges, either: WorkerPool, lines: str
) -> None:
    verdicts, notes = outcome(judged, f"{REFERENCE}{lines}\n", either)
    assert failed(verdicts) == []
    assert notes == []
    assert [verdict.shared for verdict in verdicts] == [False, True]


def test_nothing_that_is_absorbed_reaches_the_disk(
    judged: Judges, host: Host, tmp_path: Path
) -> None:
    text = (
        f"import os, shutil\nfrom pathlib import Path\nPath('{tmp_path}/made').mkdir()\n"
        f"open('{tmp_path}/kept', 'w').write('changed')\nPath('{tmp_path}/new').touch()\n"
        f"os.rename('{tmp_path}/kept', '{tmp_path}/moved')\n"
        f"os.symlink('/', '{tmp_path}/link')\nshutil.rmtree('{tmp_path}')\n"
    )
    (tmp_path / "kept").write_text("as it was")
    before = sorted(path.name for path in tmp_path.iterdir())
    verdicts, notes = outcome(judged, at_the_top(text), host)
    assert (failed(verdicts), notes) == ([], [])
    assert (tmp_path / "kept").read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


# What misled: the call's body, and words of what is said in each language.
WORDS: dict[str, tuple[str, str, str]] = {
    "an end": ("import sys\nsys.exit()", "Take out exit()", "exit()"),
    "an end by name": ("quit(0)", "Take out exit()", "exit()"),
    "a method without self": (
        "return Layer().forward(x, x)\n\nclass Layer:\n    def forward(x, h):\n        return x",
        "lacks self",
        "self",
    ),
    "numpy of a gradient": (
        "return (2 * x.requires_grad_()).numpy()",
        "Return the tensor itself",
        "Devuelve el tensor",
    ),
}


@pytest.mark.parametrize("case", WORDS)
def test_what_misled_is_said_as_it_is_and_alike_everywhere(
    judged: Judges, host: Host, sandbox: Host, case: str
) -> None:
    lines, english, spanish = WORDS[case]
    body, _, below = lines.partition("\n\n")
    text = f"def double(x):\n{textwrap.indent(body, '    ')}\n{below}\n"
    told = []
    for pool in (host, sandbox):
        verdict = outcome(judged, text, pool)[0][0]
        told.append((said(verdict), said(verdict, "es")))
    assert told[0] == told[1]
    assert english in told[0][0]
    assert spanish in told[0][1]
