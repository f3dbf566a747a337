"""The progress bar, the keys that interrupt, and a stdout that takes nothing.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import termios
import threading
import time

import tap
from cli import PROGRAM, Home

ERASE_LINE = "\r\033[K"
FOR_EVER = "100000000"


def run_on_terminal(home, columns, *arguments):
    """What was written to a terminal behind stderr, and how many seconds it took."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    begun = time.monotonic()
    process = home.start(*arguments, stdout=subprocess.DEVNULL, stderr=terminal)
    os.close(terminal)
    written = b""
    try:
        while chunk := os.read(controller, 65536):
            written += chunk
    except OSError:  # the last program has closed the terminal
        pass
    os.close(controller)
    assert process.wait(timeout=60) == 0, written
    return written.decode("utf-8"), time.monotonic() - begun


def bar(columns):
    def run():
        home = Home()
        written, seconds = run_on_terminal(
            home, columns, *home.small_run("m", "--steps", "8000", "--evaluate-every", "4000",
                                           "--save-every", "8000"))
        nothing, *drawn = written.split(ERASE_LINE)
        assert nothing == "" and drawn[-1] == "", "the line is left empty"
        shown = [line for line in drawn if line]
        assert shown and all("[" in line and "]" in line for line in shown), shown
        assert all(len(line) < columns for line in shown), shown
        assert any("step" in line and "/8000" in line for line in shown) or columns < 30, shown
        assert len(shown) <= 10 * seconds + 2, (len(shown), seconds)
    return run


def start_for_ever(home):
    """A run that has begun."""
    process = home.start(*home.small_run("m", "--steps", FOR_EVER))
    assert json.loads(process.stdout.readline())["event"] == "start"
    return process


def interrupted(number):
    def run():
        home = Home()
        process = start_for_ever(home)
        process.send_signal(number)
        rest, said = process.communicate(timeout=60)
        assert process.returncode == 0 and "checkpoint" in said, (process.returncode, said)
        done = json.loads(rest.splitlines()[-1])
        assert done["event"] == "done"
        assert home.newest("m")[0] == done["step"]
        again = home.train("m", "--steps", "10")
        assert again.events("start")[0]["step"] == done["step"]
    return run


def interrupted_twice():
    """Two signals wait for a stopped process, so that both are there when it goes on."""
    home = Home()
    process = start_for_ever(home)
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGCONT)
    process.communicate(timeout=60)
    assert process.returncode == 130, process.returncode


def reader_goes_away():
    home = Home()
    process = home.start(*home.small_run("m", "--steps", "1000"))
    said = []
    listener = threading.Thread(target=lambda: said.append(process.stderr.read()))
    listener.start()
    process.stdout.readline()
    process.stdout.close()
    listener.join()
    assert process.wait(timeout=60) == 0, said
    assert said == [""] and home.newest("m")[0] == 1000


def stdout_is_closed():
    """No file gets the number of stdout, or the results would be written into it."""
    home = Home()
    process = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", PROGRAM,
                              *home.small_run("m", "--steps", "300")],
                             stdin=subprocess.DEVNULL, env=home.environment, cwd=home.path)
    assert process.returncode == 0
    assert home.newest("m")[0] == 300
    assert home.run("info", home.newest("m")[1]).code == 0


def stdout_is_full():
    home = Home()
    with open("/dev/full", "w", encoding="utf-8") as full:
        process = home.start(*home.small_run("m", "--steps", "100"), stdout=full)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 1 and "written" in said, said
    assert home.newest("m")[0] == 100, "the model is safe all the same"


tap.main([
    *[(f"/terminal/bar-{columns}-columns", bar(columns)) for columns in (120, 80, 40, 20)],
    ("/terminal/interrupted", interrupted(signal.SIGINT)),
    ("/terminal/terminated", interrupted(signal.SIGTERM)),
    ("/terminal/interrupted-twice", interrupted_twice),
    ("/terminal/reader-goes-away", reader_goes_away),
    ("/terminal/stdout-is-closed", stdout_is_closed),
    ("/terminal/stdout-is-full", stdout_is_full),
])
