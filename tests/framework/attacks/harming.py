"""Attacks on the grader, the machine and other submissions. Each is bounded in itself, so that it
harms nobody where it succeeds."""

from tests.framework.attacks import group, trying

# --- resources -----------------------------------------------------------------------------------

_RESOURCES = {
    "a loop at import": "while True: pass",
    "a loop in a call": "def double(x):\n    while True: pass",
    "sleep at import": "import time\ntime.sleep(60)",
    "a loop that catches everything": """
        while True:
            try:
                while True: pass
            except BaseException:
                pass
        """,
    "ignored signals": """
        import signal
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True: pass
        """,
    "a loop that holds the interpreter": "sum(range(10**12))",
    "an expression that is searched for ever": "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
    "a number that is computed for ever": "x = 7 ** (7 ** 12) % 2",
    "a process that stops itself": """
        import os, signal
        os.kill(os.getpid(), signal.SIGSTOP)
        """,
    "a hang at the end": """
        import atexit, time
        atexit.register(time.sleep, 60)
        def double(x): return x
        """,
    "a hang when it is thrown away": """
        import time
        class Slow:
            def __del__(self): time.sleep(60)
        def double(x): return Slow()
        """,
    "a hang when it is shown": """
        import time
        class Slow(Exception):
            def __str__(self): time.sleep(60)
            __repr__ = __str__
        def double(x): raise Slow
        """,
    "memory of the heap": """
        taken = [bytearray(1 << 26) for _ in range(24)]
        print("BROKEN: 1.5 GiB", len(taken), flush=True)
        """,
    "memory that is mapped": """
        import mmap
        taken = [mmap.mmap(-1, 1 << 28) for _ in range(6)]
        print("BROKEN: 1.5 GiB", len(taken), flush=True)
        """,
    "memory of a tensor": """
        import torch
        taken = torch.ones(3 << 26)
        print("BROKEN: 0.75 GiB", len(taken), flush=True)
        """,
    "a file in memory": trying("""
        import os
        return os.write(os.memfd_create("taken"), bytes(1 << 20))
        """),
    "a file in shared memory": trying("""
        return open("/dev/shm/attack", "wb").write(bytes(1 << 20))
        """),
    "a file on the disk": trying("""
        return open("/tmp/attack", "wb").write(bytes(1 << 20))
        """),
    "many files": trying("""
        import os
        os.mkdir("/tmp/attack-many")
        for number in range(1000):
            open(f"/tmp/attack-many/{number}", "w").close()
        return number
        """),
    "processes": trying("""
        import os, time
        children = []
        for _ in range(10):
            child = os.fork()
            if not child:
                time.sleep(20)
                os._exit(0)
            children.append(child)
        return children
        """),
    "a daemon that outlives it": trying("""
        import os, time
        if not os.fork():
            os.setsid()
            if not os.fork():
                time.sleep(20)
            os._exit(0)
        return "a daemon"
        """),
    "threads": trying("""
        import importlib, threading, time
        importlib.reload(threading)
        for _ in range(50):
            threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
        return threading.active_count()
        """),
    "a thread that keeps it alive": """
        import importlib, threading, time
        importlib.reload(threading)
        thread = threading.Thread(target=time.sleep, args=(60,))
        thread.start()
        if thread.is_alive(): print("BROKEN: a thread", flush=True)
        def double(x): return x
        """,
    "descriptors": trying("""
        import os
        return [os.dup(0) for _ in range(500)][-1]
        """),
    "closed descriptors": """
        import os
        def double(x):
            os.closerange(0, 256)
            return x
        """,
    "output without end": """
        import os
        def double(x):
            while True:
                os.write(1, b"x" * 65536)
        """,
    "fifty megabytes of output": """
        def double(x):
            for _ in range(50):
                print("x" * 10**6)
            print("BROKEN: all was kept")
            return x
        """,
    "an answer that comes slowly": """
        import os, time
        def double(x):
            while True:
                for descriptor in range(3, 64):
                    try:
                        os.write(descriptor, b"\\0")
                    except OSError:
                        pass
                time.sleep(0.2)
        """,
    "endless recursion": """
        import sys
        sys.setrecursionlimit(10**8)
        def double(x): return double(x)
        """,
    "a segmentation fault": "import ctypes\ndef double(x): return ctypes.string_at(0)",
    "an abort": "import os\ndef double(x): os.abort()",
    "warnings without end": """
        import warnings
        def double(x):
            while True:
                warnings.warn("x" * 1000)
        """,
    "an exception of a hundred megabytes": """
        def double(x): raise ValueError("x" * 10**8)
        """,
    "an exception with a name of a megabyte": """
        def double(x): raise type("X" * 10**6, (Exception,), {})
        """,
    "a timer that goes off all the time": """
        import signal
        signal.signal(signal.SIGALRM, lambda *a: None)
        signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)
        while True: pass
        """,
}

# --- escape --------------------------------------------------------------------------------------

_KILLING = """
import os, signal
try:
    {what}
except OSError:
    pass
def double(x): return x
"""
_ESCAPE = {
    "a socket to the network": trying("""
        import socket
        return socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        """),
    "a name server": trying("""
        import socket
        return socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        """),
    "a socket of the machine": trying("""
        import socket
        return socket.socketpair()
        """),
    "a killed parent": _KILLING.format(what="os.kill(os.getppid(), signal.SIGKILL)"),
    "a stopped parent": _KILLING.format(what="os.kill(os.getppid(), signal.SIGSTOP)"),
    "a killed group": _KILLING.format(what="os.killpg(0, signal.SIGKILL)"),
    "a killing of everybody": _KILLING.format(what="os.kill(-1, signal.SIGKILL)"),
    "a killed judge": _KILLING.format(what='os.kill(int("@JUDGE@"), signal.SIGKILL)'),
    "a limit for the parent": trying("""
        import os, resource
        return resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (20, 20))
        """),
    "a lower priority for the parent": trying("""
        import os
        os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)
        return "done"
        """),
    "a processor for the parent": trying("""
        import os
        os.sched_setaffinity(os.getppid(), {0})
        return "done"
        """),
    "its own limits, raised": trying("""
        import resource
        limits = resource.getrlimit(resource.RLIMIT_STACK)
        resource.setrlimit(resource.RLIMIT_STACK, limits)
        return limits
        """),
    "another's submission, overwritten": trying("""
        open("@NEIGHBOUR@", "w").write("def double(x): return x")
        return "done"
        """),
    "the results, overwritten": trying("""
        open("@RESULTS@/honest.json", "w").write('{"passed": []}')
        return "done"
        """),
    "a file in the home folder": trying("""
        return open("@OUTSIDE@/.bashrc", "a").write("rm -rf /\\n")
        """),
    "code that Python starts with": trying("""
        open("@OUTSIDE@/sitecustomize.py", "w").write("raise SystemExit")
        return "done"
        """),
    "a path file among the packages": trying("""
        import site
        for folder in [*site.getsitepackages(), "@OUTSIDE@"]:
            try:
                open(folder + "/attack.pth", "w").write("import os")
                return folder
            except OSError:
                continue
        """),
    "a compiled file in place of another": trying("""
        import os
        os.makedirs("@OUTSIDE@/__pycache__", exist_ok=True)
        return open("@OUTSIDE@/__pycache__/helper.cpython-311.pyc", "wb").write(b"x")
        """),
    "a symbolic link to a secret": trying("""
        import os
        os.symlink("@HIDDEN@", "@OUTSIDE@/report.html")
        return "done"
        """),
    "a hard link to a secret": trying("""
        import os
        os.link("@OUTSIDE@/marked", "@OUTSIDE@/linked")
        return "done"
        """),
    "a pipe in place of a result": trying("""
        import os
        os.mkfifo("@OUTSIDE@/results.json")
        return "done"
        """),
    "a removed file": trying('import os; os.remove("@OUTSIDE@/marked"); return "done"'),
    "a renamed folder": trying("""
        import os
        os.rename("@OUTSIDE@", "@OUTSIDE@-gone")
        return "done"
        """),
    "other rights for a file": trying('import os; os.chmod("@OUTSIDE@/marked", 0); return "done"'),
    "a shorter file": trying('import os; os.truncate("@OUTSIDE@/marked", 0); return "done"'),
    "a mark on a file": trying("""
        import os
        os.setxattr("@OUTSIDE@/marked", "user.attack", b"1")
        return "done"
        """),
    "another program": trying("""
        import subprocess
        return subprocess.run(["/bin/echo", "here"], capture_output=True).stdout
        """),
    "a program that is root's": trying("""
        import glob, os
        for path in glob.glob("/usr/bin/*"):
            if os.stat(path).st_mode & 0o4000 and os.spawnv(os.P_WAIT, path, [path, "-h"]) < 127:
                return path
        """),
    "a program in memory": trying("""
        import os, shutil
        descriptor = os.memfd_create("program")
        os.write(descriptor, open("/bin/true", "rb").read())
        child = os.fork()
        if not child:
            os.execv(f"/proc/self/fd/{descriptor}", ["true"])
        return os.waitpid(child, 0)[1] == 0
        """),
    "a namespace of its own": trying("""
        import ctypes
        return ctypes.CDLL(None).unshare(0x10000000) == 0
        """),
    "a queue of system calls": trying("""
        import ctypes
        return ctypes.CDLL(None).syscall(425, 4, ctypes.create_string_buffer(256)) >= 0
        """),
    "a fault handler of its own": trying("""
        import ctypes
        return ctypes.CDLL(None).syscall(323, 1) >= 0
        """),
    "counters of the processor": trying("""
        import ctypes
        attributes = ctypes.create_string_buffer(120)
        attributes[0:8] = (1).to_bytes(4, "little") + (120).to_bytes(4, "little")
        attributes[40:48] = (0x63).to_bytes(8, "little")
        return ctypes.CDLL(None).syscall(298, attributes, 0, -1, -1, 0) >= 0
        """),
    "a system call of 32 bits": trying("""
        import ctypes, mmap
        code = b"\\xb8\\x14\\0\\0\\0\\xcd\\x80\\xc3"  # mov eax, getpid; int 0x80; ret
        page = mmap.mmap(-1, 4096, prot=7)
        page.write(code)
        at = ctypes.addressof(ctypes.c_char.from_buffer(page))
        return ctypes.CFUNCTYPE(ctypes.c_int)(at)() > 0
        """),
    "another personality": trying("""
        import ctypes
        return ctypes.CDLL(None).personality(0x0040000) != -1
        """),
    "a watch on other files": trying("""
        import ctypes
        libc = ctypes.CDLL(None)
        return libc.inotify_add_watch(libc.inotify_init(), b"/tmp", 0x100) > 0
        """),
    "a lock that others wait for": trying("""
        import fcntl
        fcntl.flock(open("@OUTSIDE@/marked"), fcntl.LOCK_EX)
        return "done"
        """),
    "the score by which it is killed last": trying("""
        return open("/proc/self/oom_score_adj", "w").write("900")
        """),
    "a terminal": trying("""
        import os
        return os.openpty()
        """),
    "core dumps": trying("""
        import resource
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, resource.RLIM_INFINITY))
        return resource.getrlimit(resource.RLIMIT_CORE)[0] and "core dumps"
        """),
}

ATTACKS = [*group("resources", _RESOURCES), *group("escape", _ESCAPE)]
