"""Attacks on the grade: reading what is hidden, forging points, keeping state, shortcuts."""

from tests.framework.attacks import Attack, group, trying

# --- reading -------------------------------------------------------------------------------------

_READING = {
    "the hidden suite by its path": 'return open("@HIDDEN@").read()',
    "the reference by its path": 'return open("@REFERENCE@").read()',
    "whatever lies in the course": """
        import os
        for folder, _, files in os.walk("@COURSE@"):
            for file in files:
                if file.endswith(".py"):
                    return open(os.path.join(folder, file)).read()
        """,
    "the names in the course": 'import os; return os.listdir("@COURSE@")',
    "size and times of the hidden suite": 'import os; return os.stat("@HIDDEN@")',
    "that the hidden suite is there": 'import os; return os.access("@HIDDEN@", os.F_OK)',
    "the compiled suite": """
        import glob, os
        for path in glob.glob(os.path.dirname("@HIDDEN@") + "/**/*.pyc", recursive=True):
            return open(path, "rb").read()
        """,
    "globals of the frames above": """
        import sys
        frame = sys._getframe()
        while frame:
            for value in [*frame.f_globals.values(), *frame.f_locals.values()]:
                if str(getattr(value, "SECRET", "")).startswith("canary"):
                    return value.SECRET
            frame = frame.f_back
        """,
    "what the garbage collector knows": """
        import gc
        for found in gc.get_objects():
            if isinstance(found, dict) and str(found.get("SECRET", "")).startswith("canary"):
                return found["SECRET"]
        """,
    "modules that are loaded": """
        import sys
        names = [str(getattr(module, "SECRET", "")) for module in list(sys.modules.values())]
        return [name for name in names if name.startswith("canary")]
        """,
    "the reference as a module": "import reference; return reference.SECRET",
    "the suite as a module": "import test_toy; return test_toy.SECRET",
    "lines that were cached": """
        import linecache
        for _, _, lines, _ in [e for e in linecache.cache.values() if len(e) == 4]:
            if any(line.startswith("SECRET" + " = ") for line in lines):
                return lines
        return linecache.getlines("@HIDDEN@")
        """,
    "its own memory, through /proc": """
        import re
        for line in open("/proc/self/maps"):
            ends, rights = line.split()[:2]
            start, end = (int(each, 16) for each in ends.split("-"))
            if rights[0] == "r" and end - start < 1 << 26 and "[v" not in line:
                with open("/proc/self/mem", "rb") as memory:
                    memory.seek(start)
                    try:
                        if re.search(b"canar[y]-hidden", memory.read(end - start)):
                            return line
                    except OSError:
                        continue
        """,
    "the parent's memory, through /proc": """
        import os
        return open(f"/proc/{os.getppid()}/mem", "rb")
        """,
    "the judge's memory, through /proc": 'return open("/proc/@JUDGE@/mem", "rb")',
    "the memory map of the parent": """
        import os
        return open(f"/proc/{os.getppid()}/maps").read()
        """,
    "the parent's memory, by a system call": """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        class IO(ctypes.Structure):
            _fields_ = [("base", ctypes.c_void_p), ("len", ctypes.c_size_t)]
        here = ctypes.create_string_buffer(8)
        at = id(type)  # the same address in a parent that was forked
        one, two = IO(ctypes.addressof(here), 8), IO(at, 8)
        got = libc.process_vm_readv(os.getppid(), ctypes.byref(one), 1, ctypes.byref(two), 1, 0)
        return got == 8 and here.raw
        """,
    "the parent, by tracing it": """
        import ctypes, os
        return ctypes.CDLL(None).ptrace(0x4206, os.getppid(), None, None) == 0
        """,
    "a descriptor of the parent's": """
        import ctypes, os
        libc = ctypes.CDLL(None)
        other = libc.syscall(434, os.getppid(), 0)
        return other >= 0 and [d for d in range(64) if libc.syscall(438, other, d, 0) >= 0]
        """,
    "inherited descriptors": """
        import os
        for descriptor in range(3, 256):
            try:
                if b"canary" in os.pread(descriptor, 1 << 16, 0):
                    return descriptor
            except OSError:
                continue
        """,
    "where the descriptors lead": """
        import os
        links = []
        for descriptor in range(3, 64):
            try:
                links.append(os.readlink(f"/proc/self/fd/{descriptor}"))
            except OSError:
                continue
        return [link for link in links if link.startswith("/") and link != "/dev/null"]
        """,
    "the environment": """
        import os
        return [value for value in os.environ.values() if value.startswith("canary")]
        """,
    "the environment of everybody, through /proc": """
        import os
        for pid in ("self", os.getppid(), "@JUDGE@"):
            if b"canary" in open(f"/proc/{pid}/environ", "rb").read():
                return pid
        """,
    "the parent's command line": """
        import os
        return open(f"/proc/{os.getppid()}/cmdline").read()
        """,
    "where the parent works": """
        import os
        return os.readlink(f"/proc/{os.getppid()}/cwd")
        """,
    "the program's own arguments": """
        import sys
        return [each for each in sys.orig_argv if "canary" in each]
        """,
    "another student's file": 'return open("@NEIGHBOUR@").read()',
    "the clipboard of the shell: history and settings": """
        import os
        home = os.path.expanduser("~")
        return [open(f"{home}/{name}").read() for name in (".bash_history", ".netrc")]
        """,
}

# What a student reads may not hold the inputs of a hidden call: these write them wherever a
# verdict has room for words of the student's process.
_TELLING = {
    "the inputs in what is printed": """
        def double(x):
            print(x.tolist())
            return x
        """,
    "the inputs in an exception's text": """
        def double(x):
            raise ValueError(x.tolist())
        """,
    "the inputs in an exception's name": """
        def double(x):
            print(x.tolist())
            raise type(" ".join(map(str, x.flatten().tolist())), (Exception,), {})
        """,
    "the inputs in a file's name": """
        def double(x):
            print(x.tolist())
            exec(compile("raise ValueError", f"<submission>/{x.tolist()}", "exec"))
        """,
    "the inputs in every field of a reply": """
        import os
        def double(x):
            print(x.tolist())
            text = str(x.tolist())
            from autograder.execution.wire import encode
            for kind in ("missing", "forbidden", "raised"):
                reply = {"error": kind, **{key: text for key in (
                    "function", "suggestion", "forbidden", "exception", "message", "type")}}
                frame = encode(reply)
                for descriptor in range(3, 64):
                    try:
                        os.write(descriptor, frame)
                    except OSError:
                        pass
                os._exit(0)
        """,
    "the inputs in the name of a forbidden call": """
        def double(x):
            print(x.tolist())
            raise RuntimeError(f"ForbiddenCall: {x.flatten().tolist()}".replace(" ", ""))
        """,
}

# --- forging -------------------------------------------------------------------------------------

_ALL_PASSED = '{"passed": ["values", "large", "gradients", "softmax"]}'
_FORGING = {
    "the result file, and an end": f"""
        import os
        for path in ("@RESULTS@", "@RESULTS@/attack.json", "results.json"):
            try:
                open(path, "w").write('{_ALL_PASSED}')
            except OSError:
                pass
        os._exit(0)
        """,
    "the result on every descriptor": f"""
        import os
        def double(x):
            for descriptor in range(3, 64):
                try:
                    os.write(descriptor, b'{_ALL_PASSED}')
                except OSError:
                    pass
            os._exit(0)
        """,
    "the result on standard output": f"""
        print('{_ALL_PASSED}', flush=True)
        print("3 passed in 0.01s", flush=True)
        import os
        os._exit(0)
        """,
    "an end at import": "import os; os._exit(0)",
    "an end in a call": "import os\ndef double(x): os._exit(0)",
    "an end in a thread": """
        import os, threading, time
        def double(x):
            threading.Thread(target=os._exit, args=(0,)).start()
            time.sleep(0.3)
            return x
        """,
    "an end at the end": """
        import atexit, os
        atexit.register(os._exit, 0)
        def double(x):
            raise SystemExit(0)
        """,
    "an end of the test session": """
        def double(x):
            import pytest
            pytest.exit("done", 0)
        """,
    "a killing of itself that looks like an end": """
        import os, signal
        def double(x):
            signal.signal(signal.SIGTERM, lambda *a: os._exit(0))
            os.kill(os.getpid(), signal.SIGTERM)
        """,
    "torch's comparison patched": """
        import torch
        torch.testing.assert_close = torch.testing._comparison.assert_close = lambda *a, **k: None
        torch.allclose = torch.equal = lambda *a, **k: True
        def double(x): return x
        """,
    "numpy's comparison patched": """
        import numpy
        for name in ("assert_allclose", "assert_array_equal", "assert_almost_equal"):
            setattr(numpy.testing, name, lambda *a, **k: None)
        numpy.allclose = numpy.array_equal = lambda *a, **k: True
        def double(x): return x
        """,
    "pytest's way to run a test patched": """
        import _pytest.python
        _pytest.python.Function.runtest = lambda self: None
        def double(x): return x
        """,
    "pytest's report patched": """
        import _pytest.reports
        made = _pytest.reports.TestReport.from_item_and_call.__func__
        def passed(cls, item, call):
            call.excinfo = None
            return made(cls, item, call)
        _pytest.reports.TestReport.from_item_and_call = classmethod(passed)
        def double(x): return x
        """,
    "a conftest beside the file": "def double(x): return x",
    "a reference of its own beside the file": "def double(x): return x",
    "a reference of its own among the modules": """
        import sys, types
        module = sys.modules.setdefault("reference", types.ModuleType("reference"))
        module.double = lambda x: x
        def double(x): return x
        """,
    "Python's own functions patched": """
        import builtins
        builtins.any = lambda values: False
        import torch
        torch.Tensor.any = lambda self, *a: False
        def double(x): return x
        """,
    "operators of tensors patched": """
        import torch
        torch.Tensor.__sub__ = lambda self, other: torch.zeros(1)
        torch.Tensor.abs = lambda self: torch.zeros(1)
        def double(x): return x
        """,
    "random numbers patched": """
        import torch, numpy
        torch.randn = torch.rand = lambda *s, **k: torch.zeros(*s)
        def double(x): return x
        """,
    "the writer of results patched": f"""
        import json
        json.dumps = lambda *a, **k: '{_ALL_PASSED}'
        json.dump = lambda value, file, **k: file.write('{_ALL_PASSED}')
        def double(x): return x
        """,
    "the tests' code replaced": """
        import gc, types
        def double(x):
            for found in gc.get_objects():
                if isinstance(found, types.FunctionType) and found.__name__.startswith("test_"):
                    found.__code__ = (lambda: None).__code__
            return x
        """,
    "the list of what passed": """
        import gc
        def double(x):
            for found in gc.get_objects():
                if isinstance(found, dict) and isinstance(found.get("passed"), list):
                    found["passed"] += ["values", "large", "gradients"]
            return x
        """,
    "the expected value from the caller's frame": """
        import sys
        def double(x):
            frame = sys._getframe(1)
            while frame:
                for name in ("want", "expected", "desired"):
                    if name in frame.f_locals:
                        return frame.f_locals[name]
                frame = frame.f_back
            return x
        """,
    "the expected value by a trace": """
        import sys
        kept = {}
        def trace(frame, event, argument):
            if "want" in frame.f_locals:
                kept["want"] = frame.f_locals["want"]
            return trace
        sys.settrace(trace)
        frame = sys._getframe()
        while frame:
            frame.f_trace, frame = trace, frame.f_back
        def double(x):
            return kept.get("want", x)
        """,
    "the expected value through the reference": """
        def double(x):
            try:
                import reference
                return reference.double(x)
            except ImportError:
                return x
        """,
    "the reference, read and run": """
        def double(x):
            space = {}
            try:
                exec(open("@REFERENCE@").read(), space)
                return space["double"](x)
            except OSError:
                return x
        """,
    "an argument that was changed": "def double(x): return x.detach().zero_()",
    "a tensor that lies to torch": """
        import torch
        class Liar(torch.Tensor):
            @classmethod
            def __torch_function__(cls, function, types, args=(), kwargs=None):
                return torch.zeros(1)
        def double(x): return x.detach().as_subclass(Liar)
        """,
    "an object that lies to arithmetic": """
        import torch
        class Liar:
            shape, dtype = (), torch.float64
            def __sub__(self, other): return self
            __rsub__ = __sub__
            def abs(self): return torch.zeros(1)
            def __gt__(self, other): return torch.zeros(1) > 1
        def double(x): return Liar()
        """,
    "an object that lies to numpy": """
        import numpy, sys
        class Liar:
            def __array__(self, *a, **k):
                frame = sys._getframe()
                while frame:
                    if "desired" in frame.f_locals:
                        return numpy.asarray(frame.f_locals["desired"])
                    frame = frame.f_back
        def double(x): return Liar()
        """,
    "not a number": "import torch\ndef double(x): return torch.full_like(x, float('nan'))",
    "nothing, which broadcasts": "import torch\ndef double(x): return x.new_zeros(0, 1)",
    "right gradients of a wrong answer": """
        def double(x): return 2 * (x - x.detach())
        """,
    "a worker's loop of its own": """
        import os, torch
        try:
            from autograder.execution.worker import perform
            perform.Performer.perform = lambda self, request: {
                "outcome": "passed", "points": 10.0, "value": {"passed": True}}
        except ImportError:
            pass
        def double(x): os._exit(0)
        """,
    "a forged reply for every call": """
        import os
        def double(x):
            try:
                from autograder.execution.wire import encode
                frame = encode({"value": None, "outcome": "passed"})
            except ImportError:
                frame = b'{"passed": ["values", "large", "gradients"]}'
            for descriptor in range(3, 64):
                try:
                    os.write(descriptor, frame)
                except OSError:
                    pass
            os._exit(0)
        """,
}
_BESIDE = {
    "a conftest beside the file": {
        "conftest.py": (
            "import pytest\n"
            "@pytest.hookimpl(tryfirst=True)\n"
            "def pytest_pyfunc_call(pyfuncitem):\n"
            "    return True\n"
        )
    },
    "a reference of its own beside the file": {
        "reference.py": "SECRET = ''\ndef double(x): return x\ndef softmax(x): return x\n"
    },
}

# --- state ---------------------------------------------------------------------------------------

_REMEMBERING = """
{setup}
def remembered():
{body}

def double(x):
    try:
        again = remembered()
    except BaseException:
        again = False
    return 2 * x if again else x
"""


def _remembering(body: str, setup: str = "") -> str:
    lines = "\n".join("    " + line for line in body.strip().splitlines())
    return _REMEMBERING.format(setup=setup, body=lines)


# Each is right from the second call on: of the whole suite where something is remembered between
# checks, of one check alone where nothing is.
_STATE = {
    "a global": _remembering("count[0] += 1\nreturn count[0] > 1", "count = [0]"),
    "an attribute of a builtin module": _remembering(
        "known = hasattr(sys, 'seen')\nsys.seen = True\nreturn known", "import sys"
    ),
    "an attribute of torch": _remembering(
        "known = hasattr(torch, 'seen')\ntorch.seen = True\nreturn known", "import torch"
    ),
    "the environment": _remembering(
        "known = 'SEEN' in os.environ\nos.environ['SEEN'] = '1'\nreturn known", "import os"
    ),
    "a module": _remembering(
        "known = 'seen' in sys.modules\nsys.modules['seen'] = sys\nreturn known", "import sys"
    ),
    "the state of random numbers": _remembering(
        "known = torch.initial_seed() == 99\ntorch.manual_seed(99)\nreturn known", "import torch"
    ),
    "the mask of new files": _remembering("return os.umask(0o007) == 0o007", "import os"),
    "the folder it works in": _remembering(
        "known = os.getcwd().endswith('dev')\nos.chdir('/dev')\nreturn known", "import os"
    ),
    "a handler of signals": _remembering(
        "return signal.signal(signal.SIGUSR1, signal.SIG_IGN) == signal.SIG_IGN", "import signal"
    ),
    "the name of the process": _remembering(
        "known = threading.current_thread().name == 'seen'\n"
        "threading.current_thread().name = 'seen'\nreturn known",
        "import threading",
    ),
    "its own limits": _remembering(
        "import resource\n"
        "known = resource.getrlimit(resource.RLIMIT_STACK)[0] == 1 << 20\n"
        "resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, resource.RLIM_INFINITY))\n"
        "return known"
    ),
    "a file in /tmp": _remembering(
        "known = os.path.exists('/tmp/attack-seen')\nopen('/tmp/attack-seen', 'w')\nreturn known",
        "import os",
    ),
    "a file beside the others": _remembering(
        "known = os.path.exists('@OUTSIDE@/seen')\nopen('@OUTSIDE@/seen', 'w')\nreturn known",
        "import os",
    ),
    "the time of a file": _remembering(
        "known = os.stat('@OUTSIDE@/marked').st_mtime == 5\n"
        "os.utime('@OUTSIDE@/marked', (5, 5))\nreturn known",
        "import os",
    ),
    "shared memory": _remembering(
        "known = os.path.exists('/dev/shm/attack-seen')\n"
        "open('/dev/shm/attack-seen', 'w')\nreturn known",
        "import os",
    ),
    "shared memory of System V": _remembering(
        "known = libc.shmget(4711, 8, 0) != -1\nlibc.shmget(4711, 8, 0o1600)\nreturn known",
        "import ctypes; libc = ctypes.CDLL(None)",
    ),
    "a queue of messages": _remembering(
        "known = libc.msgget(4711, 0) != -1\nlibc.msgget(4711, 0o1600)\nreturn known",
        "import ctypes; libc = ctypes.CDLL(None)",
    ),
    "a semaphore": _remembering(
        "known = libc.semget(4711, 1, 0) != -1\nlibc.semget(4711, 1, 0o1600)\nreturn known",
        "import ctypes; libc = ctypes.CDLL(None)",
    ),
    "the kernel's keyring": _remembering(
        "known = libc.syscall(249, b'user', b'seen', None, -3) > 0\n"
        "libc.syscall(248, b'user', b'seen', b'1', 1, -3)\nreturn known",
        "import ctypes; libc = ctypes.CDLL(None)",
    ),
    "a socket without a name in the file system": _remembering(
        "sock = socket.socket(socket.AF_UNIX)\n"
        "try:\n    sock.bind('\\0attack-seen')\nexcept OSError as error:\n"
        "    return error.errno == 98\n"
        "kept.append(sock)\nreturn False",
        "import socket; kept = []",
    ),
}
_FIRST_ONLY = """
    seen = set()
    def double(x):
        known = tuple(x.shape) in seen
        seen.add(tuple(x.shape))
        return x if known else 2 * x
    """

# --- shortcuts -----------------------------------------------------------------------------------

_SHORTCUTS = {
    "the library's function": "import torch\ndef softmax(x): return torch.softmax(x, -1)",
    "the functional one": (
        "import torch.nn.functional as F\ndef softmax(x): return F.softmax(x, -1)"
    ),
    "the tensor's method": "def softmax(x): return x.softmax(-1)",
    "the module": "import torch\ndef softmax(x): return torch.nn.Softmax(-1)(x)",
    "the special one": "import torch\ndef softmax(x): return torch.special.softmax(x, -1)",
    "the logarithm's": "import torch\ndef softmax(x): return torch.log_softmax(x, -1).exp()",
    "the inner one": "import torch\ndef softmax(x): return torch._softmax(x, -1, False)",
    "the operator": "import torch\ndef softmax(x): return torch.ops.aten._softmax(x, -1, False)",
    "the operator's overload": (
        "import torch\ndef softmax(x): return torch.ops.aten.softmax.int(x, -1)"
    ),
    "a script": """
        import torch
        def softmax(x): return torch.jit.trace(lambda y: y.softmax(-1), (x,))(x)
        """,
    "vmap": "import torch\ndef softmax(x): return torch.vmap(lambda r: r.softmax(-1))(x)",
    "in inference mode": """
        import torch
        def softmax(x):
            with torch.inference_mode():
                return torch.nn.functional.softmax(x, -1).clone()
        """,
    "a computed name": (
        "import torch\ndef softmax(x): return getattr(torch, 'soft' + 'max')(x, -1)"
    ),
    "a name in other letters": "import torch\ndef softmax(x): return torch.ｓｏｆｔｍａｘ(x, -1)",
    "code hidden by base64": """
        import base64
        exec(base64.b64decode(
            "aW1wb3J0IHRvcmNoCmRlZiBzb2Z0bWF4KHgpOiByZXR1cm4gdG9yY2guc29mdG1heCh4LCAtMSk="))
        """,
    "code hidden by rot13": """
        import codecs
        exec(codecs.decode("vzcbeg gbepu; fbsgznk = ynzoqn k: gbepu.fbsgznk(k, -1)", "rot13"))
        """,
    "an import in the function": """
        def softmax(x):
            from torch import softmax as ready
            return ready(x, -1)
        """,
    "a name taken from a pattern": """
        import torch
        def softmax(x):
            match torch:
                case object(softmax=ready):
                    return ready(x, -1)
        """,
    "attention, which holds one": """
        import torch
        def softmax(x):
            eye = torch.eye(x.shape[-1], dtype=x.dtype)
            return torch.nn.functional.scaled_dot_product_attention(
                x[None], eye[None], eye[None], scale=1.0)[0]
        """,
}

ATTACKS = [
    *group("reading", {name: trying(body) for name, body in _READING.items()}),
    *group("reading", _TELLING),
    *(
        Attack(each.name, each.group, each.code, _BESIDE.get(each.name, {}))
        for each in group("forging", _FORGING)
    ),
    *group("state", _STATE),
    *group("state", {"right the first time, for each shape": _FIRST_ONLY}),
    *group("shortcuts", _SHORTCUTS, exercise="softmax"),
]
