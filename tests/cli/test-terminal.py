"""The progress bar, everything that asks a run to end, and a stdout that takes nothing.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import fcntl
import itertools
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
PATIENCE = 60
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGXCPU)


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


def heeds_signals(process):
    """Whether the program has come so far that a signal asks it and does not kill it."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        caught = next(line for line in status if line.startswith("SigCgt"))
    return int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1


def wait_until(function):
    deadline = time.monotonic() + PATIENCE
    while not function():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)


def is_opening(process):
    """Before the data set is loaded."""
    wait_until(lambda: heeds_signals(process))


def is_prepared(process):
    """Before the first step: the program is writing what is mixed in."""
    assert json.loads(process.stdout.readline())["event"] == "start"


def is_young(process):
    """At step 3."""
    is_prepared(process)
    assert json.loads(process.stdout.readline())["step"] == 3


MOMENTS = {
    "opening": (is_opening, []),
    "before-the-first-step": (is_prepared, ["--mix", "builtin=0.5", "--strangers", "0.1"]),
    "at-step-3": (is_young, ["--evaluate-every", "3", "--save-every", FOR_EVER]),
}


def start_for_ever(home, *arguments, **how):
    return home.start(*home.small_run("m", "--steps", FOR_EVER, *arguments), **how)


def goes_on(home):
    """From what was saved last."""
    step = home.newest("m")[0]
    again = home.run("train", "--dataset", home.tiny_dataset(), "--models", home.file("m"),
                     "--steps", "10", "--json")
    assert again.code == 0, again.err
    assert again.events("start")[0]["step"] == step and home.newest("m")[0] == step + 10


def ends_well(home, process):
    """It says where it stopped, what is saved is that, and the run goes on from there."""
    rest, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0 and "checkpoint" in said, (process.returncode, said)
    done = json.loads(rest.splitlines()[-1])
    assert done["event"] == "done"
    assert home.newest("m")[0] == done["step"]
    goes_on(home)
    return done["step"]


def ended_by(number, moment):
    def run():
        home = Home()
        wait, arguments = MOMENTS[moment]
        process = start_for_ever(home, *arguments)
        wait(process)
        process.send_signal(number)
        assert ends_well(home, process) >= (3 if moment == "at-step-3" else 0)
    return run


def ended_twice(first, second):
    """Two signals wait for a stopped process, so that both are there when it goes on."""
    def run():
        home = Home()
        process = start_for_ever(home)
        is_prepared(process)
        process.send_signal(signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)
        process.send_signal(first)
        process.send_signal(second)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 130, process.returncode
    return run


def limit_of_time(*numbers):
    """It is told every second, which is nobody's second signal, and the first after it is none."""
    def run():
        home = Home()
        process = start_for_ever(home)
        is_prepared(process)
        process.send_signal(signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)
        for number in (*numbers, signal.SIGCONT):
            process.send_signal(number)
        ends_well(home, process)
    return run


def deaf_to_the_terminal():
    """As nohup starts it: the terminal may go, and the run stays until it is told to end."""
    home = Home()
    process = start_for_ever(home, preexec_fn=lambda: signal.signal(signal.SIGHUP,
                                                                    signal.SIG_IGN))
    is_prepared(process)
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGTERM)
    ends_well(home, process)


def take_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def read_until(controller, text):
    written = b""
    while text not in written:
        written += os.read(controller, 65536)


def terminal_is_closed():
    """With everything that was to be written there."""
    home = Home()
    controller, terminal = pty.openpty()
    process = start_for_ever(home, stdin=terminal, stdout=terminal, stderr=terminal,
                             start_new_session=True, preexec_fn=take_terminal)
    os.close(terminal)
    read_until(controller, b"start")
    os.close(controller)
    assert process.wait(timeout=PATIENCE) == 0
    goes_on(home)


def terminal_is_closed_before_a_shell():
    """Which sends a signal to what it has started, and the kernel one more when the shell ends."""
    home = Home()
    controller, terminal = pty.openpty()
    ended, running = os.pipe()
    shell = subprocess.Popen(["bash", "--norc", "--noprofile", "-i"], stdin=terminal,
                             stdout=terminal, stderr=terminal, env=home.environment,
                             cwd=home.path, start_new_session=True, preexec_fn=take_terminal,
                             pass_fds=[running])
    os.close(terminal)
    os.close(running)
    arguments = home.small_run("m", "--steps", FOR_EVER, "--save-every", FOR_EVER,
                               "--evaluate-every", "1000000")
    os.write(controller, " ".join([PROGRAM, *arguments, "\n"]).encode())
    read_until(controller, b'"start"')
    os.close(controller)
    assert os.read(ended, 1) == b"", "all that have it have ended"
    shell.wait(timeout=PATIENCE)
    goes_on(home)


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
    *[(f"/terminal/ended-by/{number.name}", ended_by(number, "at-step-3")) for number in ENDINGS],
    *[(f"/terminal/ended/{moment}", ended_by(signal.SIGHUP, moment)) for moment in MOMENTS],
    *[(f"/terminal/ended-twice/{first.name}-{second.name}", ended_twice(first, second))
      for first, second in itertools.combinations(ENDINGS[:4], 2)],
    ("/terminal/limit-of-time/told-later", limit_of_time(signal.SIGTERM, signal.SIGXCPU)),
    ("/terminal/limit-of-time/told-earlier", limit_of_time(signal.SIGXCPU, signal.SIGTERM)),
    ("/terminal/deaf-to-the-terminal", deaf_to_the_terminal),
    ("/terminal/closed", terminal_is_closed),
    ("/terminal/closed-before-a-shell", terminal_is_closed_before_a_shell),
    ("/terminal/reader-goes-away", reader_goes_away),
    ("/terminal/stdout-is-closed", stdout_is_closed),
    ("/terminal/stdout-is-full", stdout_is_full),
])
