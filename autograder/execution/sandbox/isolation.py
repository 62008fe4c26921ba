"""Which walls this machine can put round student code, and how. Trusted side.

    isolation = choose()                                  # the best there is, or MissingLayer
    command = isolation.host_command([sys.executable, "-I", "-m", HOST])
    subprocess.Popen(command, env=isolation.host_environment(), pass_fds=[…], cwd="/")
    confinement = isolation.confinement(slot=0, memory_mib=1024, cpu_seconds=10)

- `bubblewrap`, on Linux with user namespaces: the host in bubblewrap, and the base layers in each
  worker;
- `base`, on Linux as an ordinary user: limits, Landlock and seccomp in each worker (a path's size
  and times can still be asked for, which only bubblewrap hides);
- `container`, as root in a container: the base layers, and a user of its own for each slot;
- `none`, on a student's own computer: robust against mistakes, no sandbox.

Nothing is chosen because it should work: each arrangement is tried in a process of its own, with
the very layers that a worker will put on.
"""

import functools
import json
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

import autograder
from autograder.execution.sandbox.layers import LAYERS, Confinement, landlock_abi

if sys.platform != "win32":  # where there is only `none`
    import fcntl
    import pwd

Name = Literal["bubblewrap", "base", "container", "none"]
NAMES: tuple[Name, ...] = ("bubblewrap", "base", "container", "none")

BASE_LAYERS = tuple(name for name in LAYERS if name != "drop_user")
FIRST_UID = 60600  # of a range that systemd's list of users and groups calls unused
USERS = 512
USERS_FOLDER = Path("/run/autograder")
TRIAL_SECONDS = 60


class MissingLayer(Exception):  # noqa: N818 -- it names a layer, as the manual does
    """Grading would be less safe than asked for, so it stops. `remedy` says what to do."""

    def __init__(self, layer: str, reason: str, remedy: str) -> None:
        super().__init__(f"{layer}: {reason}. {remedy}")
        self.layer = layer
        self.reason = reason
        self.remedy = remedy


@dataclass
class Users:
    """Uids that no other process has, one a slot, held by a lock as long as this process lives."""

    folder: Path = USERS_FOLDER
    held: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def uid(self, slot: int) -> int:
        """The uid (and gid) of that slot. Raises MissingLayer where none is free."""
        # By process: a fork inherits the locks, but must not share the users.
        key = (os.getpid(), slot)
        if key not in self.held:
            self.held[key] = self._take()
        return self.held[key][0]

    def _take(self) -> tuple[int, int]:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        found = self.folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o077:
            raise MissingLayer(
                "drop_user",
                f"{self.folder} is not a folder of root's alone",
                f"Remove it, or: chown root {self.folder}; chmod 700 {self.folder}",
            )
        for uid in range(FIRST_UID, FIRST_UID + USERS):
            try:
                pwd.getpwuid(uid)
                continue  # somebody's already
            except KeyError:
                pass
            lock = os.open(
                self.folder / str(uid), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600
            )
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                continue
            return uid, lock
        raise MissingLayer(
            "drop_user",
            f"all {USERS} users from {FIRST_UID} on are taken",
            "Grade fewer submissions at once.",
        )


@dataclass(frozen=True)
class Isolation:
    """An arrangement that was tried and holds.

    layers: what is in force, outermost first. missing: what a better arrangement would have had,
    with the reason, to be told to the teacher. bubblewrap: the program, where it is used.
    """

    name: Name
    layers: tuple[str, ...]
    missing: tuple[MissingLayer, ...] = field(default=(), compare=False)
    bubblewrap: str = ""
    users: Users = field(default_factory=Users, compare=False, repr=False)

    @property
    def described(self) -> str:
        """What a record says that it was graded under: the name, and what the arrangement lacks
        where it had to go on without ("container without landlock")."""
        lacking = [missing.layer for missing in self.missing if missing.layer in LAYERS]
        return f"{self.name} without {', '.join(lacking)}" if lacking else self.name

    def host_command(self, argv: Sequence[str], readable: Iterable[Path] = ()) -> list[str]:
        """The command that starts `argv` behind the outer wall, where there is one.

        Inherited descriptors stay open. `readable`: files and folders that workers need beyond
        the interpreter and the libraries; never a course. bubblewrap ends with the thread that
        starts it, so that has to be one that lives as long as the host. No folder is writable in
        it: the host sets `tempfile.tempdir` before it imports what asks for a temporary folder.
        """
        if not self.bubblewrap:
            return list(argv)
        command = [self.bubblewrap, "--unshare-all", "--die-with-parent", "--new-session"]
        command += ["--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
        command += ["--hostname", "worker", "--clearenv"]
        for name, value in self.host_environment().items():
            command += ["--setenv", name, value]
        folders, links = _placed([*_computing_files(), *readable])
        for path in folders:
            command += ["--ro-bind", str(path), str(path)]
        for link, target in links.items():
            command += ["--symlink", target, str(link)]
        command += ["--proc", "/proc"]
        for device in ("/dev/null", "/dev/urandom"):
            command += ["--dev-bind", device, device]
        return [*command, "--remount-ro", "/", "--chdir", "/", "--", *argv]

    def host_environment(self) -> dict[str, str]:
        """The whole environment of the host: nothing of the teacher's. What begins with PYTHON
        only counts where Python is not started with -E or -I."""
        return {
            "LC_ALL": "C.UTF-8",
            "HOME": "/",
            "LOGNAME": "worker",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            # torch makes this folder while optimisers are imported; one that is there will do.
            "TORCHINDUCTOR_CACHE_DIR": "/",
        }

    def confinement(
        self, slot: int, memory_mib: int, cpu_seconds: float, readable: Iterable[Path] = ()
    ) -> Confinement:
        """How the worker in `slot` is to be confined. Workers that run at the same time have
        different slots. Raises MissingLayer where no user is free."""
        uid = self.users.uid(slot) if "drop_user" in self.layers else None
        paths = dict.fromkeys(map(str, [*_computing_files(), *readable]))
        return Confinement(
            memory_mib=memory_mib,
            cpu_seconds=cpu_seconds,
            uid=uid,
            gid=uid,
            readable=tuple(paths) if self.name != "none" else (),
            layers=tuple(layer for layer in self.layers if layer in LAYERS),
        )


def choose(name: str | None = None) -> Isolation:
    """The isolation of that name, or the best that this machine has. Raises MissingLayer.

    Without a name: bubblewrap; where that does not run, `container` for root and `base` for an
    ordinary user, with the reason in `missing`. Without Landlock, `container` goes on with the
    change of user and a filter that refuses opening for writing; `bubblewrap` does so where it is
    asked for by name; both say so in `missing`. `none` is only chosen by name.
    """
    if name is not None and name not in NAMES:
        raise ValueError(f"no isolation {name!r}; there are {', '.join(NAMES)}")
    if name == "none":
        return Isolation("none", ())
    if not sys.platform.startswith("linux"):
        raise MissingLayer(
            "linux",
            f"there is no sandbox on {sys.platform}",
            "Grade on Linux or in a Linux container; checking your own code needs no sandbox "
            "(isolation `none`).",
        )
    if name is not None:
        return _try(cast(Name, name), may_lack_landlock=name != "base")
    try:
        return _try("bubblewrap")
    except MissingLayer as missing:
        root = os.geteuid() == 0
        found = _try("container", may_lack_landlock=True) if root else _try("base")
        return Isolation(found.name, found.layers, (missing, *found.missing), users=found.users)


def _try(name: Name, may_lack_landlock: bool = False) -> Isolation:
    """Runs the arrangement once, for real. Raises MissingLayer with what does not hold."""
    root = os.geteuid() == 0
    layers = BASE_LAYERS
    if name == "container":
        if not root:
            raise MissingLayer(
                "drop_user", "only root can become another user", "Ask for `base`, or run as root."
            )
        layers = LAYERS
    if name == "base" and root:
        raise MissingLayer(
            "drop_user",
            "workers would run as root",
            "Ask for `container`, or run the grader as an ordinary user.",
        )
    program = _bubblewrap() if name == "bubblewrap" else ""
    if program:
        layers = ("bubblewrap", *layers)
    missing: tuple[MissingLayer, ...] = ()
    if landlock_abi() == 0 and may_lack_landlock:
        layers = tuple(layer for layer in layers if layer != "landlock")
        missing = (_missing("landlock", "this kernel has none, or it is not turned on"),)
    isolation = Isolation(name, layers, missing, program)
    _try_out(isolation)
    return isolation


def try_layer(layer: str) -> None:
    """Tries one layer (of `LAYERS`, or "bubblewrap") with no more than it needs. Raises
    MissingLayer."""
    if layer == "bubblewrap":
        _try_out(Isolation("bubblewrap", ("bubblewrap",), bubblewrap=_bubblewrap()))
    elif layer == "drop_user":
        _try_out(Isolation("container", (layer,)))
    else:
        _try_out(Isolation("base", ("no_new_privileges", layer)))


def _bubblewrap() -> str:
    """The path of bwrap. Raises MissingLayer."""
    program = shutil.which("bwrap")
    if program is None:
        raise MissingLayer(
            "bubblewrap",
            "the program bwrap is not installed",
            "Install it: apt install bubblewrap, or dnf install bubblewrap.",
        )
    return program


def _try_out(isolation: Isolation) -> None:
    """Confines a process as a worker will be. Raises MissingLayer."""
    confinement = isolation.confinement(slot=0, memory_mib=64, cpu_seconds=TRIAL_SECONDS)
    argv = [sys.executable, "-I", "-B", "-m", "autograder.execution.sandbox.layers"]
    command = isolation.host_command([*argv, json.dumps(confinement.to_dict())])
    outer = "bubblewrap" if isolation.bubblewrap else "python"
    try:
        trial = subprocess.run(  # noqa: S603 -- our own command
            command,
            env=isolation.host_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _missing(outer, str(error)) from error
    try:
        answer = json.loads(trial.stdout)
    except ValueError:
        words = trial.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _missing(outer, words[-1] if words else f"status {trial.returncode}") from None
    if answer["reason"]:
        reason = answer["reason"]
        if answer["layer"] == "drop_user":
            closed = dict.fromkeys(
                folder for path in confinement.readable for folder in _closed(Path(path))
            )
            reason += "".join(f"; {folder} is closed to other users" for folder in closed)
        raise _missing(answer["layer"], reason)


def _missing(layer: str, reason: str) -> MissingLayer:
    """What is missing, with the remedy for that layer."""
    return MissingLayer(layer, reason, remedy(layer))


def remedy(layer: str) -> str:
    """How a machine comes to have that layer."""
    if layer == "bubblewrap":
        if _setting("kernel/apparmor_restrict_unprivileged_userns") == "1":
            return (
                "This Ubuntu keeps user namespaces from programs without an AppArmor profile: give "
                "bwrap one, or: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
            )
        if _setting("kernel/unprivileged_userns_clone") == "0":
            return "Allow user namespaces: sudo sysctl kernel.unprivileged_userns_clone=1"
        if _setting("user/max_user_namespaces") == "0":
            return "Allow user namespaces: sudo sysctl user.max_user_namespaces=10000"
        return (
            "User namespaces are needed; in a container they have to be allowed from outside. "
            "Without them, `base` and `container` need none."
        )
    if layer == "landlock":
        return (
            "It needs Linux 5.13 or newer with `landlock` in /sys/kernel/security/lsm (kernel "
            "parameter lsm=landlock,…). To grade without it, ask for `bubblewrap` by name."
        )
    if layer == "drop_user":
        return (
            "Workers of `container` run as users of their own, who need to read the interpreter: "
            "install it where every user can (in /opt, say), or open the folders above it to "
            "passing through: chmod o+x FOLDER."
        )
    if layer == "seccomp":
        return "It needs a kernel with CONFIG_SECCOMP_FILTER, on x86-64 or aarch64."
    if layer == "python":
        return "Check that `python -I -c 'import autograder'` works in the folder /."
    return "Run `autograder doctor`, and report what it says."


def _setting(name: str) -> str:
    """A kernel setting, empty where this kernel does not have it."""
    try:
        return Path("/proc/sys", name).read_text().strip()
    except OSError:
        return ""


def protect_course(paths: Iterable[Path]) -> None:
    """Checks that no worker's user could read these folders or files of the course.

    For `container`, where workers run as users of their own: a path is safe where it, or a folder
    above it, is closed to others. Raises MissingLayer, naming the path.
    """
    for path in paths:
        real = path.resolve()
        if not _closed(real) and real.stat().st_mode & 0o007:
            raise MissingLayer(
                "drop_user", f"{real} is open to every user", f"Run: chmod o-rwx {real}"
            )


def _closed(path: Path) -> list[Path]:
    """The folders above `path` that only their owner and group may pass through."""
    return [folder for folder in path.resolve().parents if not folder.stat().st_mode & 0o001]


# --- what a worker may read ----------------------------------------------------------------------


# Libraries and the few system files that computing reads. Never all of /usr: some keep their course
# in /usr/src or /usr/local.
_SYSTEM_FILES = (
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/lib",
    "/lib64",
    "/nix/store",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/sys/devices/system/cpu",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/dev/null",
    "/dev/urandom",
)


@functools.cache
def _computing_files() -> tuple[Path, ...]:
    """What is read to compute: the system's files, the interpreter, what it imports, and the
    package itself, and nothing beside them."""
    paths = [*map(Path, _SYSTEM_FILES), Path(sys.executable), Path(sys.executable).resolve()]
    for prefix in dict.fromkeys(map(Path, (sys.prefix, sys.base_prefix, sys.base_exec_prefix))):
        paths += [prefix / "pyvenv.cfg", prefix / "lib", prefix / "lib64"]
    paths += [
        Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")
    ]
    paths.append(Path(autograder.__file__).parent)
    return tuple(path for path in dict.fromkeys(paths) if path.exists())


def _placed(paths: Iterable[Path]) -> tuple[list[Path], dict[Path, str]]:
    """Where the files behind `paths` really lie, and the symbolic links that lead to them.

    What lies inside another one is left out, and so are the devices and /proc, which bubblewrap
    makes itself.
    """
    links: dict[Path, str] = {}
    real: set[Path] = set()
    for path in paths:
        if path.parts[:2] in (("/", "dev"), ("/", "proc")):
            continue
        place, rest = Path("/"), list(path.absolute().parts[1:])
        while rest:
            step = place / rest.pop(0)
            if step.is_symlink():
                target = str(step.readlink())
                links[step] = target
                rest = [*Path(target).parts, *rest]
                if target.startswith("/"):
                    place, rest = Path("/"), rest[1:]
            elif step.name == "..":
                place = place.parent
            else:
                place = step
        real.add(place)
    roots = sorted(path for path in real if not any(parent in real for parent in path.parents))
    outside = {
        link: target
        for link, target in links.items()
        if not any(parent in real for parent in link.parents)
    }
    return roots, outside
