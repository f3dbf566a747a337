#!/usr/bin/python3
"""The program under Wayland, as far as no pointer is needed: it opens, trains, pauses, opens its
windows, quits and goes on, told so by assistive technology and over the bus.

test-wayland.py PROGRAM, under with-display.sh. The cases follow one another.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gi.repository import Gio, GLib

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE = os.path.abspath(sys.argv[1])
SOCKET = Path(os.environ["XDG_RUNTIME_DIR"], "inkling-wayland")


class Program(desk.Program):
    """Its windows are the compositor's, and nobody else's."""

    def __init__(self):
        super().__init__(EXECUTABLE, GDK_BACKEND="wayland", WAYLAND_DISPLAY=SOCKET.name, DISPLAY="")

    def _find_window(self):
        return self.find_all("Drawing canvas")

    def activate(self, name):
        """As by assistive technology."""
        wait_for(f"“{name}” can be pressed", lambda: self.find(name).is_enabled)
        self.find(name).activate()

    def quit(self):
        """As by the menu or a key."""
        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.inkling.Inkling", "/org/inkling/Inkling", "org.gtk.Actions", "Activate",
            GLib.Variant("(sava{sv})", ("quit", [], {})), None, 0, -1, None)
        assert self.process.wait(timeout=desk.PATIENCE) == 0

    @property
    def step(self):
        return self.read_number("Step") or 0


class Visit:
    """What one case leaves for the next."""

    program = None
    compositor = None
    paused_step = None


def opens():
    if shutil.which("weston") is None:
        raise tap.Skip("there is no weston")
    Visit.compositor = subprocess.Popen(
        ["weston", "--backend=headless-backend.so", "--no-config", f"--socket={SOCKET.name}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for("there is a compositor", SOCKET.exists)
    Visit.program = Program()
    wait_for("it is laid out", lambda: min(Visit.program.find("Drawing canvas").box()[2:]) > 0)


def program():
    if Visit.program is None:
        raise tap.Skip("it did not open")
    return Visit.program


def trains():
    ready_made = program().step
    program().activate("Train")
    wait_for("steps are counted", lambda: program().step not in (0, ready_made))
    before = program().step
    wait_for("the step moves on", lambda: program().step > before)


def pauses():
    """A checkpoint holds exactly the step that is shown."""
    program().activate("Pause")
    wait_for("it can be resumed", lambda: program().find("Resume").is_enabled)
    Visit.paused_step = program().step
    assert int(desk.newest_model()["global_step"]) == Visit.paused_step > 0


def opens_another_window():
    """It shows, and closes."""
    program().activate("Tune…")
    window = program().find("Hyper-Parameters").top
    next(widget for widget in window.walk() if widget.name == "Close").activate()
    wait_for("it closes", lambda: all(widget.path != window.path for widget in program().walk()))


def quits():
    program().quit()


def goes_on():
    """Where it stood; ended while it trains, it loses nothing."""
    program()
    Visit.program = Program()
    wait_for("the run is found", lambda: program().find("Resume").is_enabled)
    wait_for("it stands where it stood", lambda: program().step == Visit.paused_step)
    program().activate("Resume")
    wait_for("it goes on", lambda: program().step > Visit.paused_step)
    told = program().step
    program().quit()
    assert int(desk.newest_model()["global_step"]) >= told


try:
    tap.main([
        ("/wayland/opens", opens),
        ("/wayland/trains", trains),
        ("/wayland/pauses", pauses),
        ("/wayland/windows", opens_another_window),
        ("/wayland/quits", quits),
        ("/wayland/goes-on", goes_on),
    ])
finally:
    if Visit.compositor is not None:
        Visit.compositor.kill()
        Visit.compositor.wait()
