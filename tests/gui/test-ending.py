#!/usr/bin/python3
"""Everything but the person that may end the program: signals, the session manager, the bus and the
display. A run is paused and saved all the same.

test-ending.py PROGRAM COMMAND-LINE, under with-display.sh. The cases follow one another: each goes
on with the run that the one before has left, whose steps take so long that a regular checkpoint is
out of reach.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import os
import shutil
import signal
import struct
import subprocess
import sys
from pathlib import Path

from gi.repository import Gio

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
import tell  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, COMMAND_LINE = map(os.path.abspath, sys.argv[1:3])
HOME = Path(os.environ["HOME"])
MODELS = Path(os.environ["XDG_DATA_HOME"], "inkling", "models")
FOLDER = HOME / "stripes"
TOLD = HOME / "told"
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGXCPU)
N_PIXELS = 28 * 28
N_TRAINING, N_TEST = 2400, 100
LOST_DISPLAY = 1  # GDK's exit status


def write_folder():
    """IDX files: a stripe whose height is the label."""
    FOLDER.mkdir()
    for name, count in ("train", N_TRAINING), ("t10k", N_TEST):
        labels = bytes(i % 10 for i in range(count))
        images = b"".join(bytes(200 if p // 28 // 2 == label + 2 else 0 for p in range(N_PIXELS))
                          for label in labels)
        (FOLDER / f"{name}-labels-idx1-ubyte").write_bytes(struct.pack(">II", 0x801, count)
                                                           + labels)
        (FOLDER / f"{name}-images-idx3-ubyte").write_bytes(struct.pack(">IIII", 0x803, count, 28,
                                                                       28) + images)


def begin_run():
    write_folder()
    subprocess.run([COMMAND_LINE, "train", "--dataset", FOLDER, "--models", MODELS, "--steps", "1",
                    "--hidden", "2000", "--batch", "2000", "--report-every", "1",
                    "--evaluate-every", "1000000"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    keyfile = Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0/settings/keyfile")
    keyfile.parent.mkdir(parents=True, exist_ok=True)
    keyfile.write_text(f"[org/inkling/Inkling]\nwelcome-shown=true\ndataset-folders=['{FOLDER}']\n",
                       encoding="utf-8")


def saved_step():
    return int(desk.newest_model()["global_step"])


class Window:
    """The program, seen through the accessibility bus alone: the display may be another."""

    latest = None

    def __init__(self, **environment):
        self.process = subprocess.Popen([EXECUTABLE], env={**os.environ, **environment},
                                        stdin=subprocess.DEVNULL)
        Window.latest = self.process
        self.speaker = wait_for("it speaks", lambda: tell.find_speaker(self.process.pid))
        self.stood = saved_step()
        wait_for("the run is found", lambda: self.read_step() == self.stood)

    def find(self, name):
        """Or None."""
        return next((widget for widget in self.speaker.walk()
                     if desk.is_named(widget.name, name)), None)

    def read_step(self):
        """0 while it does not show."""
        with contextlib.suppress(tell.Gone, AttributeError):
            return desk.read_number(self.find("Step").text) or 0
        return 0

    def resume(self):
        wait_for("it can be resumed", lambda: self.find("Resume")).activate()

    def train(self):
        """Until a step is told that was not saved."""
        self.resume()
        return wait_for("it goes on", lambda: (step := self.read_step()) > self.stood and step)

    def wait(self):
        return self.process.wait(timeout=desk.PATIENCE)


def assert_saved(window, step, status=0):
    """The program has ended with everything that was learnt up to step."""
    code = window.wait()
    assert code == status, code
    assert saved_step() >= step > window.stood, (saved_step(), step, window.stood)


def ended_by(number):
    def run():
        window = Window()
        step = window.train()
        window.process.send_signal(number)
        assert_saved(window, step)
    return run


def ended_while_it_opens():
    """Before the run goes on there is nothing to be saved, and nothing is lost."""
    window = Window()
    window.resume()
    window.process.send_signal(signal.SIGTERM)
    assert window.wait() == 0
    assert saved_step() >= window.stood


def ended_twice():
    window = Window()
    window.train()
    window.process.send_signal(signal.SIGSTOP)
    os.waitpid(window.process.pid, os.WUNTRACED)
    window.process.send_signal(signal.SIGINT)
    window.process.send_signal(signal.SIGTERM)
    window.process.send_signal(signal.SIGCONT)
    assert window.wait() == 130


def session_ends():
    desktop = subprocess.Popen(["/usr/bin/python3", Path(__file__).with_name("fake-desktop.py"),
                                TOLD])
    try:
        wait_for("there is a session manager", TOLD.exists)
        window = Window()
        wait_for("it is registered", lambda: "RegisterClient" in TOLD.read_text(encoding="utf-8"))
        step = window.train()
        desktop.send_signal(signal.SIGUSR1)
        assert_saved(window, step)
    finally:
        desktop.kill()
        desktop.wait()


@contextlib.contextmanager
def service(*command):
    """A process and the first line that it says."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def accessibility_bus():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    return session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                             None, 0, -1, None).unpack()[0]


def bus_goes_away():
    with service("dbus-daemon", "--session", "--nofork", "--print-address") as (bus, address):
        window = Window(DBUS_SESSION_BUS_ADDRESS=address, AT_SPI_BUS_ADDRESS=accessibility_bus())
        step = window.train()
        bus.kill()
        assert_saved(window, step)


def display_goes_away():
    with service("Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24") as (screen, number):
        window = Window(DISPLAY=f":{number}")
        step = window.train()
        screen.kill()
        assert_saved(window, step, LOST_DISPLAY)


def compositor_goes_away():
    if shutil.which("weston") is None:
        raise tap.Skip("there is no weston")
    compositor = subprocess.Popen(["weston", "--backend=headless-backend.so", "--socket=screen"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for("there is a compositor",
                 Path(os.environ["XDG_RUNTIME_DIR"], "screen").exists)
        window = Window(GDK_BACKEND="wayland", WAYLAND_DISPLAY="screen")
        step = window.train()
        compositor.kill()
        assert_saved(window, step, LOST_DISPLAY)
    finally:
        compositor.kill()
        compositor.wait()


def end_latest(number):
    """Of two programs the second would only call the first."""
    desk.screenshot(f"failed-ending-{number}")
    Window.latest.kill()
    Window.latest.wait()


begin_run()
tap.main([
    *[(f"/ending/{number.name}", ended_by(number)) for number in SIGNALS],
    ("/ending/while-it-opens", ended_while_it_opens),
    ("/ending/twice", ended_twice),
    ("/ending/session", session_ends),
    ("/ending/bus", bus_goes_away),
    ("/ending/display", display_goes_away),
    ("/ending/compositor", compositor_goes_away),
], after_failure=end_latest)
