"""Runs a command; a process that it leaves behind is named, ended, and makes the exit code 1.

Usage: python3 leave_nothing.py COMMAND...

Orphans become children of this process (PR_SET_CHILD_SUBREAPER, Linux 3.4), so none can hide, whatever
session it is in. Some end by themselves just after their parent; those get a moment. If whoever started
this dies, the command is told to end.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
GRACE_SECONDS = 10


def children(besides=None):
    """Ids of the child processes but one that still live; those that have ended are taken note of."""
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                state, parent = file.read().rpartition(")")[2].split()[:2]
            if int(parent) != os.getpid() or int(entry) == besides:
                continue
            if state == "Z":
                os.waitpid(int(entry), os.WNOHANG)
            else:
                found.append(int(entry))
        except (OSError, ValueError):
            continue  # It has just ended.
    return found


def describe(process):
    try:
        with open(f"/proc/{process}/cmdline", encoding="utf-8", errors="replace") as file:
            return f"{process} {file.read().replace(chr(0), ' ')[:200]}"
    except OSError:
        return str(process)


def end(processes):
    for process in processes:
        print(f"Left behind: {describe(process)}", flush=True)
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


def main(command):
    prctl = ctypes.CDLL(None).prctl
    if prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0 or prctl(PR_SET_PDEATHSIG, signal.SIGTERM) != 0:
        sys.exit("Cannot become the parent of orphans")
    child = subprocess.Popen(command)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: child.send_signal(number))
    while child.poll() is None:
        # An orphan that has ended counts as alive to those who look for it until somebody takes note.
        children(besides=child.pid)
        time.sleep(0.2)
    code = child.returncode
    deadline = time.monotonic() + GRACE_SECONDS
    while children() and time.monotonic() < deadline:
        time.sleep(0.1)
    left = False
    while processes := children():
        left = True
        end(processes)
        time.sleep(0.1)
    return 1 if left or code != 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
