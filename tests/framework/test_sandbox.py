"""The sandbox, for real: processes that imported torch, forked and confined, then misused."""

import errno
import inspect
import json
import math
import os
import platform
import re
import select
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import autograder
from autograder.authoring.new import new_topic
from autograder.execution.sandbox import isolation as arrangements
from autograder.execution.sandbox import kernel, layers, seccomp
from autograder.execution.sandbox.isolation import (
    BASE_LAYERS,
    Isolation,
    MissingLayer,
    Users,
    protect_course,
)
from autograder.execution.sandbox.layers import LAYERS, Confinement
from autograder.execution.sandbox.preflight import PROBES, Probe, probes, report
from tests.framework.conftest import ROOT, container_prefix, has_bubblewrap

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the sandbox is Linux's; elsewhere it is refused"
)

PACKAGE = Path(autograder.__file__).parent
MEMORY_MIB = 512

# A host in a few lines: imports torch, then forks and confines a child for each request.
SERVER = """
import json, os, select, signal, sys, tempfile
tempfile.tempdir = "/"
from autograder.execution.sandbox import layers
import torch
torch.set_num_threads(1)
if os.geteuid() == 0:
    os.setgroups([4, 5])
print(json.dumps({"uid": os.getuid()}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            keep = {writing} | set(request["keep"])
            layers.confine(layers.Confinement.from_dict(request["confinement"]), keep)
            space = {}
            exec(request["source"], space)
            answer = space[request["function"]](*request["arguments"])
        except BaseException as error:
            answer = f"{type(error).__name__}: {error}"
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    print(json.dumps({"pid": pid}), flush=True)
    in_time = bool(select.select([reading], [], [], request["seconds"])[0])
    if not in_time:
        os.kill(pid, signal.SIGKILL)
    answer = os.read(reading, 1 << 20)
    os.close(reading)
    status = os.waitpid(pid, 0)[1]
    reply = {"answer": json.loads(answer) if answer else None, "status": status, "in_time": in_time}
    print(json.dumps(reply), flush=True)
"""


class Server:
    """A process that imported torch and runs functions in confined children."""

    def __init__(self, isolation: Isolation, prefix: list[str] | None = None) -> None:
        self.isolation = isolation
        command = isolation.host_command([sys.executable, "-I", "-B", "-c", SERVER])
        self.process = subprocess.Popen(
            [*(prefix or []), *command],
            env=isolation.host_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # a line that was read with the one before it would not wake `select`
            cwd="/",
        )
        self.uid = self.read()["uid"]

    def read(self) -> Any:
        assert self.process.stdout is not None
        assert select.select([self.process.stdout], [], [], 120)[0], "no word from the server"
        line = self.process.stdout.readline()
        assert line, "the server ended"
        return json.loads(line)

    def start(
        self,
        function: Callable[..., Any] | Probe,
        *arguments: Any,
        cpu_seconds: float = 60,
        seconds: float = 60,
        keep: tuple[int, ...] = (),
        without: tuple[str, ...] = (),
    ) -> int:
        confinement = self.isolation.confinement(
            slot=0, memory_mib=MEMORY_MIB, cpu_seconds=cpu_seconds
        ).to_dict()
        confinement["layers"] = [name for name in confinement["layers"] if name not in without]
        probe = isinstance(function, Probe)
        source = function.source if probe else textwrap.dedent(inspect.getsource(function))
        request = {
            "confinement": confinement,
            "source": source,
            "function": function.function if probe else function.__name__,
            "arguments": arguments,
            "seconds": seconds,
            "keep": keep,
        }
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        return int(self.read()["pid"])

    def run(self, function: Callable[..., Any] | Probe, *arguments: Any, **how: Any) -> Any:
        self.start(function, *arguments, **how)
        return self.read()

    def answer(self, function: Callable[..., Any] | Probe, *arguments: Any, **how: Any) -> Any:
        return self.run(function, *arguments, **how)["answer"]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture(scope="module", params=["bubblewrap", "base", "container"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    prefix: list[str] = []
    if request.param == "bubblewrap":
        if not has_bubblewrap():
            pytest.skip("bubblewrap does not run here")
        isolation = arrangements.choose("bubblewrap")
    elif request.param == "base":
        isolation = Isolation("base", BASE_LAYERS)
    else:
        prefix = container_prefix()
        isolation = Isolation("container", LAYERS)
    server = Server(isolation, prefix)
    yield server
    server.close()


@pytest.fixture(scope="module")
def base() -> Iterator[Server]:
    server = Server(Isolation("base", BASE_LAYERS))
    yield server
    server.close()


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    path = tmp_path / "test_gru.py"
    path.write_text("SECRET = 1\n")
    return path


def arguments_of(probe: Probe, hidden: Path) -> list[Any]:
    values = {
        "hidden": str(hidden),
        "judge": os.getpid(),
        "user": os.geteuid(),
        "memory_mib": MEMORY_MIB,
    }
    return [values[name] for name in probe.arguments]


# --- what is refused, and what works -------------------------------------------------------------


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.function)
def test_every_probe_is_refused_in_a_worker(server: Server, probe: Probe, hidden: Path) -> None:
    if probe not in probes(server.isolation):
        pytest.skip(f"{probe.layer} is no layer of this arrangement")
    how = {"seconds": 1.0} if probe.ends else {}
    reply = server.run(probe, *arguments_of(probe, hidden), **how)
    if probe.ends:
        assert not reply["in_time"]
        assert os.WTERMSIG(reply["status"]) == signal.SIGKILL
    else:
        assert reply["answer"] == "refused"


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.function)
def test_every_probe_gets_through_where_no_layer_is_on(
    base: Server, probe: Probe, hidden: Path
) -> None:
    if probe.ends or (probe.function == "new_namespace" and not has_bubblewrap()):
        pytest.skip("refused, or endless, without any layer too")
    kept = "" if probe.layer == "close_descriptors" else "close_descriptors"
    off = tuple(name for name in LAYERS if name != kept)
    answer = base.answer(probe, *arguments_of(probe, hidden), without=off)
    # A worker that became another program says nothing.
    assert answer == (None if probe.function == "execute" else "succeeded")


def test_files_next_to_the_package_are_hidden(server: Server) -> None:
    (probe,) = (probe for probe in PROBES if probe.function == "read_hidden")
    neighbours = [path for path in PACKAGE.parent.rglob("*.py") if PACKAGE not in path.parents]
    for path in neighbours[:20]:
        assert server.answer(probe, str(path)) == "refused", path


def honest_torch() -> list[float]:
    import torch
    from torch import nn

    torch.manual_seed(0)
    results = []
    model = nn.Sequential(nn.Linear(8, 16), nn.LayerNorm(16), nn.ReLU(), nn.Linear(16, 2))
    for optimiser in (
        torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9),
        torch.optim.Adam(model.parameters()),
        torch.optim.AdamW(model.parameters()),
    ):
        schedule = torch.optim.lr_scheduler.StepLR(optimiser, 1)
        for _ in range(3):
            optimiser.zero_grad()
            loss = nn.functional.cross_entropy(model(torch.randn(32, 8)), torch.randint(2, (32,)))
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        results.append(loss.item())
    for net, shape in (
        (nn.GRU(4, 5, num_layers=2), (3, 2, 4)),
        (nn.LSTM(4, 5), (3, 2, 4)),
        (nn.TransformerEncoderLayer(4, 2, 8), (3, 2, 4)),
        (nn.Conv2d(1, 2, 3), (2, 1, 8, 8)),
        (nn.ConvTranspose2d(1, 2, 3), (2, 1, 8, 8)),
        (nn.BatchNorm2d(1), (2, 1, 8, 8)),
    ):
        answer = net(torch.randn(shape))
        answer = answer[0] if isinstance(answer, tuple) else answer
        answer.pow(2).sum().backward()
        results.append(sum(p.grad.abs().sum().item() for p in net.parameters()))
    a = torch.randn(6, 6, dtype=torch.float64, requires_grad=True)
    for decomposition in (torch.linalg.svd, torch.linalg.qr, torch.linalg.eigh):
        (gradient,) = torch.autograd.grad(decomposition(a @ a.T)[0].sum(), a)
        results.append(gradient.abs().sum().item())
    results.append(torch.linalg.solve(a, torch.ones(6, dtype=torch.float64)).sum().item())
    results.append(torch.fft.fft(a).abs().sum().item())
    (first,) = torch.autograd.grad(a.pow(3).sum(), a, create_graph=True)
    results.append(torch.autograd.grad(first.sum(), a)[0].sum().item())
    results.append(torch.func.vmap(torch.func.grad(lambda x: x.sin().sum()))(a).sum().item())
    results.append(torch.distributions.Normal(0.0, 1.0).log_prob(a).sum().item())
    big = torch.randn(300, 300)
    results.append((big @ big).sum().item())
    return results


def test_honest_torch_gives_the_same_in_and_out_of_the_sandbox(server: Server) -> None:
    confined = server.answer(honest_torch)
    assert isinstance(confined, list), confined
    assert all(map(math.isfinite, confined))
    free = server.answer(honest_torch, without=LAYERS)
    assert confined == pytest.approx(free, rel=1e-5)


def lazy_imports() -> str:
    import sys

    import numpy as np

    for module in (
        *("torch.optim", "torch.distributions", "torch.utils.data", "torch.utils.checkpoint"),
        *("torch.func", "torch.fft", "torch.fx", "torch._dynamo", "numpy.fft", "numpy.polynomial"),
        *("unittest", "csv", "sqlite3", "decimal", "statistics", "multiprocessing", "asyncio"),
        *("tempfile", "logging", "dataclasses", "zoneinfo", "ssl", "ctypes", "subprocess"),
    ):
        __import__(module)
        assert module in sys.modules
    import tempfile
    from datetime import datetime

    import torch
    from torch.utils.data import DataLoader, TensorDataset

    tempfile.gettempdir()
    datetime.now().astimezone()
    print("printed")
    np.linalg.svd(np.random.default_rng().normal(size=(5, 5)))
    data = TensorDataset(torch.randn(10, 2), torch.zeros(10))
    assert len(list(DataLoader(data, batch_size=3, shuffle=True))) == 4
    layer = torch.nn.Linear(2, 2)
    out = torch.utils.checkpoint.checkpoint(
        layer, data.tensors[0].requires_grad_(), use_reentrant=True
    )
    out.sum().backward()
    return "done"


def test_modules_are_imported_after_the_layers_are_on(server: Server) -> None:
    assert server.answer(lazy_imports) == "done"


def test_what_one_worker_did_is_unknown_to_the_next(base: Server) -> None:
    def remember() -> bool:
        import sys

        known = hasattr(sys, "remembered")
        sys.remembered = True
        return known

    assert [base.answer(remember) for _ in range(2)] == [False, False]


# --- layer by layer ------------------------------------------------------------------------------


def test_only_the_kept_descriptors_are_open(server: Server) -> None:
    def open_descriptors() -> dict[int, bool]:
        import os
        import stat

        found = {}
        for descriptor in range(4096):
            try:
                found[descriptor] = stat.S_ISFIFO(os.fstat(descriptor).st_mode)
            except OSError:
                continue
        return found

    found = {int(key): pipe for key, pipe in server.answer(open_descriptors).items()}
    assert {key for key, pipe in found.items() if not pipe} == {0, 1, 2}
    assert sum(found.values()) == 1


def test_a_socket_is_not_kept() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        script = (
            "import sys; from autograder.execution.sandbox.layers import close_descriptors\n"
            "close_descriptors({int(sys.argv[1])})"
        )
        command = [sys.executable, "-I", "-c", script, str(theirs.fileno())]
        done = subprocess.run(
            command, pass_fds=[theirs.fileno()], capture_output=True, text=True, check=False
        )
    assert "LayerError: close_descriptors" in done.stderr
    assert "neither a pipe nor /dev/null" in done.stderr


@pytest.mark.parametrize("layer", ["landlock", "seccomp"])
def test_without_no_new_privileges_it_is_that_which_is_named(layer: str) -> None:
    script = (
        "from autograder.execution.sandbox.layers import Confinement, confine\n"
        f"confine(Confinement(64, 60, layers=('{layer}',)), set())"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False
    )
    assert "LayerError: no_new_privileges: " in done.stderr


def test_limits_are_hard_and_memory_is_counted_from_the_fork(base: Server) -> None:
    def limits() -> dict[str, list[int]]:
        import resource

        names = ("AS", "CPU", "NPROC", "FSIZE", "NOFILE", "CORE", "MEMLOCK")
        return {n: list(resource.getrlimit(getattr(resource, f"RLIMIT_{n}"))) for n in names}

    def take(mib: int) -> int:
        return len(bytearray(mib * 2**20))

    found = base.answer(limits, cpu_seconds=2.5)
    assert found["CPU"] == [3, 4]
    assert found["NPROC"] == found["FSIZE"] == found["CORE"] == found["MEMLOCK"] == [0, 0]
    size = psutil.Process(base.process.pid).memory_info().vms
    assert abs(found["AS"][1] - size - MEMORY_MIB * 2**20) < 64 * 2**20
    assert base.answer(take, MEMORY_MIB - 64) == (MEMORY_MIB - 64) * 2**20
    assert "MemoryError" in base.answer(take, MEMORY_MIB + 32)


def test_cpu_time_ends_a_worker_even_if_it_ignores_the_signal(base: Server) -> None:
    def loop(ignore: bool) -> None:
        import signal

        if ignore:
            signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        while True:
            pass

    status = base.run(loop, False, cpu_seconds=1)["status"]
    assert os.WTERMSIG(status) == signal.SIGXCPU
    reply = base.run(loop, True, cpu_seconds=1)
    assert reply["in_time"]  # it was not the server that killed it
    assert os.WTERMSIG(reply["status"]) == signal.SIGKILL


def test_a_worker_ends_with_its_host() -> None:
    def sleep() -> None:
        import time

        time.sleep(600)

    server = Server(Isolation("base", BASE_LAYERS))
    worker = psutil.Process(server.start(sleep))
    server.close()
    gone, _ = psutil.wait_procs([worker], timeout=30)
    assert gone == [worker]


def test_a_worker_has_no_privilege_and_gives_no_dump(server: Server) -> None:
    def state() -> list[int]:
        import ctypes
        import os

        libc = ctypes.CDLL(None, use_errno=True)
        return [libc.prctl(3, 0, 0, 0, 0), *os.getresuid(), *os.getresgid(), len(os.getgroups())]

    def status() -> str:
        from pathlib import Path

        return Path("/proc/self/status").read_text()

    dumpable, *users, groups = server.answer(state)
    assert dumpable == 0
    if server.isolation.name == "container":
        assert set(users) == {server.isolation.users.uid(0)}
        assert groups == 0
    else:
        assert set(users[:3]) == {server.uid}
    # Read where Landlock does not hide it.
    text = server.answer(status, without=("landlock", "seccomp"))
    assert "NoNewPrivs:\t1" in text
    assert re.search(r"CapEff:\t0+\n", text)
    assert re.search(r"CapPrm:\t0+\n", text)


def test_landlock_alone_hides_files_and_stops_writing(base: Server, hidden: Path) -> None:
    def attempts(name: str) -> list[str]:
        import os
        from pathlib import Path

        path = Path(name)
        found = []
        for attempt in (
            path.read_bytes,
            lambda: path.open("a").close(),
            lambda: os.truncate(path, 0),
            path.unlink,
            lambda: path.with_suffix(".d").mkdir(),
            lambda: list(path.parent.iterdir()),
            lambda: os.execv("/proc/self/exe", ["python", "-c", ""]),
            lambda: os.kill(os.getppid(), 0),
        ):
            try:
                attempt()
                found.append("succeeded")
            except OSError as error:
                found.append(type(error).__name__)
        return found

    found = base.answer(attempts, str(hidden), without=("seccomp",))
    # Landlock scopes signals from its version 6 on; seccomp refuses them everywhere.
    expected = 8 if layers.landlock_abi() >= 6 else 7
    assert found[:expected] == ["PermissionError"] * expected
    assert hidden.read_text() == "SECRET = 1\n"


def test_seccomp_alone_stops_writing(base: Server, hidden: Path) -> None:
    def attempts(path: str) -> list[int | None]:
        import os
        from pathlib import Path

        found = []
        folder = str(Path(path).parent)
        for name, flags in (
            (path, os.O_WRONLY),
            (path, os.O_RDWR),
            (path, os.O_RDONLY | os.O_TRUNC),
            (path + "x", os.O_RDONLY | os.O_CREAT),
            (folder, os.O_RDWR | os.O_TMPFILE),
        ):
            try:
                os.open(name, flags)
                found.append(None)
            except OSError as error:
                found.append(error.errno)
        file = Path(path)
        for attempt in (
            file.unlink,
            file.mkdir,
            lambda: file.chmod(0),
            lambda: os.truncate(path, 0),
        ):
            try:
                attempt()
                found.append(None)
            except OSError as error:
                found.append(error.errno)
        return found

    found = base.answer(attempts, str(hidden), without=("landlock", "limit_resources"))
    assert found == [errno.EACCES] * 5 + [errno.EPERM] * 4


def test_every_system_call_that_is_not_listed_is_refused(server: Server) -> None:
    def refusals(listed: list[int], last: int) -> dict[int, int]:
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        found = {}
        for number in range(last + 20):
            if number not in listed:
                ctypes.set_errno(0)
                result = libc.syscall(number, *[ctypes.c_long(-1)] * 6)
                found[number] = ctypes.get_errno() if result == -1 else 0
        return found

    listed = [
        numbers[kernel.COLUMN]
        for numbers in (seccomp.ALLOWED | seccomp.DECIDED).values()
        if numbers[kernel.COLUMN] is not None
    ]
    if platform.machine() == "x86_64":
        # uretprobe and uprobe: the kernel's own trampolines, past every filter since Linux 6.14;
        # whoever else calls them is killed.
        listed += [335, 336]

    reply = server.run(refusals, listed, seccomp.LAST_KNOWN)
    found = reply["answer"]
    assert found, reply
    assert len(found) > 300
    for number, error in found.items():
        expected = errno.EPERM if int(number) <= seccomp.LAST_KNOWN else errno.ENOSYS
        assert error == expected, number


def test_nothing_that_reaches_beyond_the_process_is_on_the_list() -> None:
    names = """
        fork vfork clone execve execveat ptrace process_vm_readv process_vm_writev pidfd_open
        pidfd_getfd pidfd_send_signal tkill rt_sigqueueinfo setrlimit setpriority sched_setaffinity
        socket socketpair connect bind sendmsg recvmsg io_uring_setup io_uring_enter memfd_create
        shmget shmat msgget semget mq_open keyctl add_key bpf perf_event_open userfaultfd mount
        umount2 unshare setns chroot pivot_root creat mkdir mkdirat mknod mknodat unlink unlinkat
        rename renameat2 link linkat symlink symlinkat chmod fchmod fchmodat chown truncate
        ftruncate fallocate utimensat setxattr flock inotify_init1 fanotify_init setuid setresuid
        capset seccomp personality name_to_handle_at open_by_handle_at vmsplice splice tee
    """
    never = set(re.findall(r"\w+", names))
    assert not never & set(seccomp.ALLOWED | seccomp.DECIDED)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="two ways into the kernel of x86-64")
@pytest.mark.parametrize("way", ["x32", "int80"])
def test_another_way_into_the_kernel_kills_the_worker(base: Server, way: str) -> None:
    def enter(way: str) -> None:
        import ctypes
        import mmap

        if way == "x32":
            ctypes.CDLL(None).syscall(0x40000000 + 39)
            return
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20 (getpid); int 0x80; ret
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        ctypes.CFUNCTYPE(ctypes.c_int)(address)()

    status = base.run(enter, way)["status"]
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGSYS


def test_descriptors_and_the_process_itself_keep_what_was_set(base: Server) -> None:
    def attempts() -> dict[str, str]:
        import ctypes
        import errno
        import fcntl
        import os

        libc = ctypes.CDLL(None, use_errno=True)
        found = {}
        for name, attempt in {
            "own": lambda: fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid()),
            "flags": lambda: fcntl.fcntl(0, fcntl.F_SETFL, os.O_ASYNC),
            "resize": lambda: fcntl.fcntl(0, 1031, 1 << 20),
            "lock": lambda: fcntl.lockf(0, fcntl.LOCK_SH),
            "flock": lambda: fcntl.flock(0, fcntl.LOCK_SH),
            "ioctl": lambda: fcntl.ioctl(0, 0x5451),  # FIOCLEX
        }.items():
            try:
                attempt()
                found[name] = "succeeded"
            except OSError as error:
                found[name] = errno.errorcode[error.errno]
        for name, option in {"dumpable": 4, "parent": 1, "keep caps": 8, "seccomp": 22}.items():
            ctypes.set_errno(0)
            refused = libc.prctl(option, 1, 0, 0, 0) == -1
            found[name] = errno.errorcode[ctypes.get_errno()] if refused else "succeeded"
        return found

    found = base.answer(attempts)
    assert found.pop("ioctl") == "ENOTTY"
    assert set(found.values()) == {"EPERM"}, found


def test_landlock_alone_stops_tcp_and_abstract_sockets(base: Server) -> None:
    def connect(port: int, name: str) -> list[str]:
        import socket

        found = []
        for family, address in ((socket.AF_INET, ("127.0.0.1", port)), (socket.AF_UNIX, name)):
            with socket.socket(family, socket.SOCK_STREAM) as ours:
                try:
                    ours.connect(address)
                    found.append("succeeded")
                except OSError as error:
                    found.append(type(error).__name__)
        return found

    if layers.landlock_abi() < 6:
        pytest.skip("this kernel's Landlock does not know them; seccomp refuses every socket")
    name = f"\0autograder-{os.getpid()}"
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(name)
        abstract.listen()
        arguments = (tcp.getsockname()[1], name)
        off = ("seccomp", "landlock")
        assert base.answer(connect, *arguments, without=off) == ["succeeded"] * 2
        refused = base.answer(connect, *arguments, without=("seccomp",))
    assert refused == ["PermissionError"] * 2


def test_a_worker_may_signal_itself_and_read_its_limits(base: Server) -> None:
    def own() -> str:
        import os
        import resource
        import signal

        resource.getrlimit(resource.RLIMIT_AS)
        signal.signal(signal.SIGUSR1, lambda *_: None)
        os.kill(os.getpid(), signal.SIGUSR1)
        signal.raise_signal(signal.SIGUSR1)
        os.abort()

    assert os.WTERMSIG(base.run(own)["status"]) == signal.SIGABRT


@pytest.mark.parametrize(
    ("header", "column", "pattern"),
    [
        ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", 0, r"#define __NR_(\w+)\s+(\d+)"),
        ("/usr/include/asm-generic/unistd.h", 1, r"#define __NR(?:3264)?_(\w+)\s+(\d+)"),
    ],
    ids=["x86_64", "aarch64"],
)
def test_the_system_call_numbers_are_the_kernels(header: str, column: int, pattern: str) -> None:
    if not Path(header).exists():
        pytest.skip(f"{header} is not installed")
    known = dict(re.findall(pattern, Path(header).read_text()))
    known.setdefault("newfstatat", known.get("fstatat", ""))  # its name in the generic table
    for name, numbers in (seccomp.ALLOWED | seccomp.DECIDED | kernel.NUMBERS).items():
        number = numbers[column]
        if number is None:
            assert name not in known or column == 1, name
        else:
            assert known[name] == str(number), name


def test_an_unknown_layer_is_an_error() -> None:
    with pytest.raises(layers.LayerError, match="no such layer"):
        layers.confine(Confinement(1, 1, layers=("landlok",)), set())


def test_a_confinement_survives_json() -> None:
    confinement = Isolation("base", BASE_LAYERS).confinement(0, 100, 1.5, [Path("/srv/data")])
    assert Confinement.from_dict(json.loads(json.dumps(confinement.to_dict()))) == confinement
    assert "/srv/data" in confinement.readable


# --- bubblewrap ----------------------------------------------------------------------------------

LOOK = """
import json, os, pathlib, socket, sys
import autograder
found = {"environment": dict(os.environ), "package": autograder.__file__, "written": []}
repository = pathlib.Path(autograder.__file__).parent.parent
found["repository"] = sorted(os.listdir(repository))
found["processes"] = [int(name) for name in os.listdir("/proc") if name.isdigit()]
found["network"] = [name for _, name in socket.if_nameindex()]
found["status"] = open("/proc/self/status").read()
for folder in ["/", "/tmp", "/dev", "/dev/shm", "/etc", "/usr/lib", "/proc", "/root", sys.prefix,
               sys.base_prefix, os.path.dirname(os.__file__), str(repository),
               os.path.dirname(autograder.__file__)]:
    try:
        open(folder + "/x", "w")
        found["written"].append(folder)
    except OSError:
        pass
print(json.dumps(found))
"""


@pytest.fixture
def bubblewrap() -> Isolation:
    if not has_bubblewrap():
        pytest.skip("bubblewrap does not run here")
    return arrangements.choose("bubblewrap")


def look(command: list[str]) -> dict[str, Any]:
    environment = {**os.environ, "SECRET": "swordfish"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_outer_wall_shows_the_package_and_nothing_else_of_its_folder(
    bubblewrap: Isolation,
) -> None:
    found = look(bubblewrap.host_command([sys.executable, "-I", "-B", "-c", LOOK]))
    assert found["package"] == str(PACKAGE / "__init__.py")
    if (PACKAGE.parent / "pyproject.toml").exists():  # an editable install: the course is there
        prefix = Path(sys.prefix)  # `make setup` puts it beside the package
        environment = {prefix.name} if prefix.parent == PACKAGE.parent else set()
        assert set(found["repository"]) == {PACKAGE.name, *environment}
    assert found["environment"] == {**bubblewrap.host_environment(), "PWD": "/"}
    assert found["written"] == []
    assert max(found["processes"]) < 10
    assert set(found["network"]) <= {"lo"}
    assert re.search(r"CapEff:\t0+\n", found["status"])


def test_a_virtual_environment_inside_a_course_shows_nothing_of_the_course(
    bubblewrap: Isolation, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    environment = course / ".venv"
    venv.create(environment, symlinks=True)
    shutil.copytree(PACKAGE / "execution", course / "autograder" / "execution")
    shutil.copy(PACKAGE / "__init__.py", course / "autograder")
    for folder in ("solutions/gru", "tests/hidden/gru"):
        (course / folder).mkdir(parents=True)
        (course / folder / "secret.py").write_text("secret")
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "course.pth").write_text(f"{course}\n")
    (tmp_path / "link").symlink_to(course)
    script = (
        "import json, sys; from autograder.execution.sandbox.isolation import choose\n"
        f"print(json.dumps(choose('bubblewrap').host_command([sys.executable, '-Ic', {LOOK!r}])))"
    )
    for python in (environment / "bin" / "python", tmp_path / "link/.venv/bin/python"):
        done = subprocess.run(
            [python, "-I", "-c", script], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        command = json.loads(done.stdout)
        found = look(command)
        assert found["package"].startswith(str(course / "autograder"))
        assert found["repository"] == [".venv", "autograder"]
        assert found["written"] == []


def test_inherited_descriptors_pass_through_the_outer_wall(bubblewrap: Isolation) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    script = "import socket, sys; socket.socket(fileno=int(sys.argv[1])).send(b'here')"
    with ours, theirs:
        command = [sys.executable, "-I", "-c", script, str(theirs.fileno())]
        subprocess.run(bubblewrap.host_command(command), pass_fds=[theirs.fileno()], check=True)
        theirs.close()
        assert ours.recv(10) == b"here"


# --- choosing ------------------------------------------------------------------------------------

# Runs a program on a machine whose kernel lacks some system calls (ENOSYS), refuses some with an
# argument (`prctl/0/38`; `*` is any but 0), or refuses new namespaces (as a container does), by a
# filter of its own.
LACKING = """
import ctypes, os, struct, sys
from autograder.execution.sandbox import kernel, seccomp
calls = seccomp.ALLOWED | seccomp.DECIDED | kernel.NUMBERS
numbers = {name: pair[kernel.COLUMN] for name, pair in calls.items()}
rules = [(0x20, 0, 0, 0)]
for word in sys.argv[1].split(","):
    if word == "namespaces":
        rules += [(0x15, 0, 4, numbers["clone"]), (0x20, 0, 0, 16),
                  (0x45, 0, 1, 0x7E020000), (0x06, 0, 0, 0x50001), (0x06, 0, 0, 0x7FFF0000)]
    elif "/" in word:
        name, index, value = word.split("/")
        hit = (0x15, 1, 0, 0) if value == "*" else (0x15, 0, 1, int(value))
        rules += [(0x15, 0, 4, numbers[name]),
                  (0x20, 0, 0, 16 + 8 * int(index)), hit, (0x06, 0, 0, 0x50001), (0x20, 0, 0, 0)]
    elif word:
        rules += [(0x15, 0, 1, numbers[word]), (0x06, 0, 0, 0x50000 | 38)]
rules.append((0x06, 0, 0, 0x7FFF0000))
program = b"".join(struct.pack("=HBBI", *rule) for rule in rules)
kernel.system_call("prctl", 38, 1)  # no new privileges, without taking those there are
address = ctypes.cast(ctypes.c_char_p(program), ctypes.c_void_p).value
kernel.system_call("seccomp", 1, 0, struct.pack("=H6xQ", len(rules), address))
if sys.argv[2] == "nobody":
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
os.execv(sys.argv[3], sys.argv[3:])
"""

CHOOSE = """
import json, sys
from autograder.execution.sandbox import isolation
try:
    found = isolation.choose(sys.argv[1] or None)
    print(json.dumps([found.name, found.layers, [missing.layer for missing in found.missing]]))
except isolation.MissingLayer as missing:
    assert missing.reason and missing.remedy
    print(json.dumps({"missing": missing.layer, "message": str(missing)}))
"""


def choose(
    name: str = "", lacking: str = "", user: str = "", path: str | None = None, prefix: Any = ()
) -> Any:
    """What `choose` says on a machine that lacks something."""
    command = [sys.executable, "-I", "-c", CHOOSE, name]
    command = [sys.executable, "-I", "-c", LACKING, lacking, user, *command]
    done = subprocess.run(
        [*prefix, *command],
        env={"PATH": os.environ["PATH"] if path is None else path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def container() -> list[str]:
    """The prefix of a command that is to find what root finds in a container."""
    return container_prefix()


@pytest.fixture
def ordinary() -> dict[str, Any]:
    """How to run `choose` as an ordinary user, whoever runs the tests."""
    return {"user": "nobody", "prefix": container_prefix()} if ROOT else {}


def with_bubblewrap() -> None:
    if not has_bubblewrap():
        pytest.skip("bubblewrap does not run here")


def test_bubblewrap_is_chosen_where_it_runs() -> None:
    with_bubblewrap()
    assert choose() == ["bubblewrap", ["bubblewrap", *BASE_LAYERS], []]


@pytest.mark.parametrize("how", [{"path": "/nonexistent"}, {"lacking": "namespaces"}])
def test_an_ordinary_user_without_bubblewrap_gets_the_base_and_is_told(
    ordinary: dict[str, Any], how: dict[str, str]
) -> None:
    assert choose(**ordinary, **how) == [
        "base",
        list(BASE_LAYERS),
        ["bubblewrap"],
    ]


@pytest.mark.parametrize("how", [{"path": "/nonexistent"}, {"lacking": "namespaces"}])
def test_root_without_bubblewrap_gets_the_container_and_is_told(
    container: list[str], how: dict[str, str]
) -> None:
    assert choose(prefix=container, **how) == ["container", list(LAYERS), ["bubblewrap"]]


def test_root_whose_interpreter_others_cannot_read_is_told_which_folder_is_closed() -> None:
    files = arrangements._computing_files()
    closed = {folder for path in files for folder in arrangements._closed(path)}
    if not ROOT or not closed:
        pytest.skip("only where root's interpreter lies in a closed folder")
    found = choose(path="/nonexistent")
    assert found["missing"] == "drop_user"
    assert f"{min(closed)} is closed to other users" in found["message"]
    assert "chmod o+x" in found["message"]


def test_an_ordinary_user_without_landlock_is_refused_unless_bubblewrap_is_named(
    ordinary: dict[str, Any],
) -> None:
    lacking = "landlock_create_ruleset"
    assert choose(lacking=lacking, **ordinary)["missing"] == "landlock"
    assert choose("base", lacking, **ordinary)["missing"] == "landlock"
    if has_bubblewrap():
        name, on, missing = choose("bubblewrap", lacking, **ordinary)
        assert (name, missing) == ("bubblewrap", ["landlock"])
        assert on == ["bubblewrap", *(layer for layer in BASE_LAYERS if layer != "landlock")]


def test_root_without_landlock_goes_on_reduced_and_is_told(container: list[str]) -> None:
    name, on, missing = choose(
        lacking="landlock_create_ruleset", path="/nonexistent", prefix=container
    )
    assert (name, missing) == ("container", ["bubblewrap", "landlock"])
    assert on == [layer for layer in LAYERS if layer != "landlock"]


@pytest.mark.parametrize("name", ["", "bubblewrap", "base"])
def test_an_ordinary_user_without_seccomp_is_refused(ordinary: dict[str, Any], name: str) -> None:
    found = choose(name, "seccomp", **ordinary)
    assert found["missing"] in ("seccomp", "bubblewrap")
    if has_bubblewrap() or name == "base":
        assert found["missing"] == "seccomp"


@pytest.mark.parametrize("name", ["", "container"])
def test_root_without_seccomp_is_refused(container: list[str], name: str) -> None:
    assert choose(name, "seccomp", prefix=container)["missing"] == "seccomp"


LACKED = {
    "limit_resources": "prlimit64/2/*",
    "drop_user": "setresuid",
    "no_new_privileges": "prctl/0/38",
    "no_dump": "prctl/0/4",
    "die_with_parent": "prctl/0/1",
    "seccomp": "seccomp",
}


@pytest.mark.parametrize("layer", LACKED)
def test_a_layer_that_a_machine_lacks_stops_grading_by_its_name(
    container: list[str], layer: str
) -> None:
    found = choose("container", LACKED[layer], prefix=container)
    assert found["missing"] == layer
    assert found["message"].startswith(f"{layer}: ")


def test_a_machine_without_proc_is_refused_since_descriptors_can_not_be_counted(
    container: list[str],
) -> None:
    with_bubblewrap()
    view = container or [shutil.which("bwrap") or "", "--dev-bind", "/", "/", "--cap-add", "ALL"]
    found = choose("container", prefix=[*view, "--tmpfs", "/proc"])
    assert found["missing"] == "close_descriptors"


def test_grade_stops_with_the_name_of_the_layer_and_grades_nobody(
    container: list[str], tmp_path: Path
) -> None:
    new_topic("toy", tmp_path)
    tmp_path.chmod(0o700)
    command = [sys.executable, "-I", "-m", "autograder", "grade", "assignments/toy/toy.py"]
    command += ["--topic", "toy", "--out", "run", "--workers", "1", "--isolation", "container"]
    done = subprocess.run(
        [*container, sys.executable, "-I", "-c", LACKING, "prctl/0/4", "", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no_dump" in done.stderr
    assert not list(tmp_path.glob("run/records/*"))


def test_an_ordinary_user_is_refused_the_container(ordinary: dict[str, Any]) -> None:
    assert choose("container", **ordinary)["missing"] == "drop_user"


def test_root_is_refused_the_base(container: list[str]) -> None:
    assert choose("base", prefix=container)["missing"] == "drop_user"


def test_no_sandbox_is_only_chosen_by_name() -> None:
    isolation = arrangements.choose("none")
    assert isolation.layers == ()
    assert isolation.host_command(["python"]) == ["python"]
    assert isolation.confinement(0, 100, 1).layers == ()
    assert probes(isolation) == ()
    with pytest.raises(ValueError, match="no isolation 'nothing'"):
        arrangements.choose("nothing")


def test_the_host_gets_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "swordfish")
    for isolation in (
        Isolation("base", BASE_LAYERS),
        Isolation("bubblewrap", (), (), "/bin/bwrap"),
    ):
        assert "swordfish" not in str(isolation.host_environment())
        assert "swordfish" not in str(isolation.host_command(["python"]))


def test_the_probes_of_a_reduced_isolation_leave_out_what_landlock_alone_refuses() -> None:
    reduced = Isolation("container", tuple(name for name in LAYERS if name != "landlock"))
    left_out = {probe.function for probe in PROBES} - {probe.function for probe in probes(reduced)}
    assert left_out == {"find_hidden", "list_folders", "read_processes"}


def test_the_report_names_every_layer_and_how_to_get_it() -> None:
    statuses = {status.name: status for status in report()}
    assert set(statuses) >= {"bubblewrap", *BASE_LAYERS}
    for status in statuses.values():
        assert status.present or (status.reason and status.remedy and status.effect)
    assert statuses["seccomp"].present
    assert statuses["limit_resources"].present


# --- a user for each slot ------------------------------------------------------------------------


@pytest.mark.skipif(not ROOT, reason="only root can become another user")
def test_no_two_slots_and_no_two_graders_share_a_user(tmp_path: Path) -> None:
    one, other = Users(tmp_path / "users"), Users(tmp_path / "users")
    users = [one.uid(0), one.uid(1), other.uid(0)]
    assert len(set(users)) == 3
    assert one.uid(0) == users[0]
    assert stat.S_IMODE((tmp_path / "users").stat().st_mode) == 0o700
    child = os.fork()
    if child == 0:
        os._exit(0 if one.uid(0) not in users else 1)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.skipif(not ROOT, reason="only root can become another user")
def test_a_folder_of_locks_that_others_can_touch_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(MissingLayer, match="not a folder of root's alone"):
        Users(tmp_path).uid(0)


def test_a_course_that_others_can_read_is_refused_by_name(tmp_path: Path) -> None:
    # pytest's own folders above this one are closed already; the course lies beside them.
    above = tmp_path / "above"
    course = above / "course"
    course.mkdir(parents=True)
    if arrangements._closed(course):
        above = Path("/tmp")
        course = Path(tempfile.mkdtemp(dir=above))
    try:
        course.chmod(0o755)
        with pytest.raises(MissingLayer, match=re.escape(f"chmod o-rwx {course}")):
            protect_course([course])
        course.chmod(0o750)
        protect_course([course])
        (course / "solutions").mkdir(mode=0o755)
        protect_course([course / "solutions"])
    finally:
        shutil.rmtree(course)
