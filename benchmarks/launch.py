"""Runs a command and tells its time and memory: ``python -m benchmarks.launch SECONDS COMMAND ...``.

A process of its own, because the system counts the memory of whoever starts a command as the command's own: this
one is small. The command is killed after so many seconds. Prints ``{"code", "seconds", "cpu_seconds", "peak_bytes",
"errors"}``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time


def main(limit: float, command: list[str]) -> None:
    """Runs it with its output thrown away."""
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        timer = threading.Timer(limit, process.kill)
        timer.start()
        # Unlike getrusage, this tells of one child and not of all that ever were.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        told = {
            "code": process.returncode,
            "seconds": seconds,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * 1024,
            "errors": errors.read().decode(errors="replace") if process.returncode else "",
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2:])
