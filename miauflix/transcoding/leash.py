"""The first thing a child process runs: bind its life to its parent's, step back in the queue, become the program.

`python -I -S leash.py PARENT_PID NICENESS PROGRAM ARGUMENTS...`. A file of its own, run by a fresh interpreter,
because `preexec_fn` is unsafe in a process with threads. Only the standard library may be imported here.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2); survives execve of a program without special rights


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent dies, even by kill -9; a no-op outside Linux."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the call
        raise SystemExit(1)


def main() -> None:
    parent, niceness, *command = sys.argv[1:]
    die_with(int(parent))
    os.nice(int(niceness))
    os.execv(command[0], command)  # noqa: S606  the whole point: become the program, without a shell


if __name__ == "__main__":
    main()
