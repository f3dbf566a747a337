"""Drives the real program as a person would: finds widgets by their accessible names, presses,
draws and types with a pointer and a keyboard, and reads what assistive technology is told.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import itertools
import json
import os
import re
import select
import struct
import subprocess
import time
from pathlib import Path

import screen
import tell

PATIENCE = 60.0
MOST_BORDER = 40
# What ends the program: on a release whose toolkit warns of itself, less than a warning of ours.
FATAL = os.environ.get("INKLING_FATAL", "fatal-warnings")
ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"


def wait_for(what, function, seconds=PATIENCE):
    """The first true value of function; raises when there is none in time. What takes long is asked
    for less often, for asking takes the program's time. A widget that is gone has no value."""
    start = time.monotonic()
    while True:
        with contextlib.suppress(tell.Gone):
            value = function()
            if value:
                return value
        waited = time.monotonic() - start
        if waited > seconds:
            raise AssertionError(f"waited {seconds:g} s in vain: {what}")
        time.sleep(min(0.02 + waited / 10, 0.3))


def xdotool(*arguments):
    done = subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else []


def place_of(window):
    """x, y, width and height on the screen, or zeros when it is gone."""
    lines = xdotool("getwindowgeometry", "--shell", window)
    told = dict(line.split("=") for line in lines)
    return tuple(int(told.get(key, 0)) for key in ("X", "Y", "WIDTH", "HEIGHT"))


def type_keys(*keys):
    xdotool("key", "--delay", 20, *keys)


def type_text(text):
    xdotool("type", "--delay", 5, text)


def screenshot(name):
    """Kept to be looked at by a person, under tests/artefacts; not every screen can be read."""
    if "INKLING_FRAMEBUFFER" not in os.environ:
        return
    ARTEFACTS.mkdir(exist_ok=True)
    screen.take().save(ARTEFACTS / f"{name}.png")


@contextlib.contextmanager
def drop(path):
    """Lets go of it over the middle of the window, once that is ready to take it."""
    source = subprocess.Popen(
        ["/usr/bin/python3", Path(__file__).with_name("drag-source.py"), path],
        stdout=subprocess.PIPE)
    said = source.stdout.fileno()
    os.set_blocking(said, False)

    def move(awaited, places):
        """To one after the other, until the source says the word."""
        places = itertools.cycle(places)

        def is_said():
            xdotool("mousemove", *next(places))
            return awaited in (os.read(said, 100) if select.select([said], [], [], 0)[0] else b"")
        wait_for(awaited.decode(), is_said)

    try:
        (window,) = wait_for("it can be dragged", lambda: xdotool(
            "search", "--onlyvisible", "--name", "^drag-source$"))
        xdotool("windowmove", "--sync", window, 1100, 0, "windowraise", window)
        xdotool("mousemove", "--window", window, 50, 50, "mousedown", 1)
        move(b"dragging", [(1150 + 5 * i, 50) for i in range(5)])
        move(b"taken", [(400 + 5 * i, 400) for i in range(5)])
        xdotool("mouseup", 1)
        yield
    finally:
        source.kill()
        source.wait()


def read_number(text):
    """The first number in a text such as "1,234" or "0.21", or None."""
    match = re.search(r"-?\d[\d,]*(?:\.\d+)?", text)
    return float(match[0].replace(",", "")) if match else None


def is_named(said, name):
    """GTK 4.8 says the name of a button with an icon twice: "Train _Train"."""
    said, name = said.replace("_", ""), name.replace("_", "")
    return said in (name, f"{name} {name}")


def newest_model(folder=None):
    """The metadata of the model file with the most steps, or None; by the format's own rules."""
    def read(path):
        data = path.read_bytes()
        (length,) = struct.unpack("<Q", data[:8])
        return json.loads(data[8:8 + length])["__metadata__"]

    folder = folder or Path(os.environ["XDG_DATA_HOME"], "inkling", "models")
    return max(map(read, folder.glob("*.safetensors")), key=lambda said: int(said["global_step"]),
               default=None)


def greet_no_more():
    """As if the program had been started before: no welcome page lies over the window."""
    folder = Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config"), "glib-2.0/settings")
    keyfile = folder / "keyfile"
    if not keyfile.exists():
        folder.mkdir(parents=True, exist_ok=True)
        keyfile.write_text("[org/inkling/Inkling]\nwelcome-shown=true\n", encoding="utf-8")


class Program:
    """The program in a window of its own; a warning of GTK's ends it."""

    def __init__(self, executable, *arguments, first_start=False, stderr=None, **environment):
        if not first_start:
            greet_no_more()
        self.process = subprocess.Popen(
            [executable, *arguments],
            env={**os.environ, "G_DEBUG": FATAL, **environment},
            stdin=subprocess.DEVNULL, stderr=stderr,
        )
        self.speaker = wait_for("the program is on the accessibility bus", self._find_speaker)
        self.window = wait_for("a window is mapped", self._find_window)

    def _find_speaker(self):
        assert self.process.poll() is None, f"it ended with status {self.process.returncode}"
        return tell.find_speaker(self.process.pid)

    def windows(self):
        """Of the window manager: the main window first, then dialogs."""
        return xdotool("search", "--onlyvisible", "--pid", self.process.pid)

    def _find_window(self):
        windows = self.windows()
        return windows[0] if windows else None

    def walk(self):
        """Every widget that shows; none while the program comes or goes."""
        try:
            return self.speaker.walk()
        except tell.Gone:
            return []

    def find_all(self, name):
        return [widget for widget in self.walk() if is_named(widget.name, name)]

    def find(self, name, seconds=PATIENCE):
        return wait_for(f"there is a “{name}”", lambda: self.find_all(name), seconds)[0]

    def shows(self, text):
        """Whether a visible label or dialog says it."""
        return any(text in said for said in self.says())

    def says(self):
        return [widget.name for widget in self.walk() if widget.name]

    def read_figure(self, name):
        """The text of the first label in a named group."""
        return next(widget.text for widget in self.find(name).walk() if widget.role == "label")

    def read_number(self, name):
        return read_number(self.read_figure(name))

    def press(self, name, which=0):
        """Clicks on it with the pointer."""
        self.find(name)
        widget = self.find_all(name)[which]
        wait_for(f"“{name}” can be pressed", lambda: widget.is_enabled)
        self.drag(widget, [(0.5, 0.5)])

    def drag(self, widget, points, button=1):
        """Draws through points given as fractions of the widget's size."""
        for i, (across, down) in enumerate(points):
            self.point_at(widget, across, down)
            if i == 0:
                xdotool("mousedown", button)
        xdotool("mouseup", button)

    def point_at(self, widget, across, down):
        """Moves the pointer to fractions of the widget's size."""
        left, top = wait_for("the window is laid out", lambda: self._border(widget))
        x, y, width, height = wait_for(f"“{widget.name}” is shown",
                                       lambda: widget.box()[2] > 0 and widget.box())
        xdotool("mousemove", "--window", self.window,
                round(left + x + across * width), round(top + y + down * height))

    def _border(self, widget):
        """How far the content lies inside the window; its border is the same all around. None while
        the content is not yet as large as the window."""
        _, _, *whole = place_of(self.window)
        edges = [(outer - inner) // 2 for outer, inner in zip(whole, widget.content.box()[2:])]
        if all(0 <= edge <= MOST_BORDER for edge in edges):
            return [edge - origin for edge, origin in zip(edges, widget.content.box())]
        return None

    def choose_longest_recipe(self):
        """No machine is through with it before a test is."""
        self.choose_recipe("Best", "End", "Every digit a little different")

    def choose_recipe(self, name, key, description):
        if name not in self.says():
            self.press("Recipe")
            type_keys(key, "Return")
            wait_for("it is chosen", lambda: self.shows(description))

    def close(self):
        """As by the window's close button; returns the exit status. On a machine that is busy the
        window manager may miss a key, so that it is pressed again after a while."""
        for _ in range(3):
            xdotool("windowactivate", "--sync", self.window)
            type_keys("alt+F4")
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self.process.wait(timeout=PATIENCE / 3)
        raise AssertionError("it does not close")

    def kill(self):
        self.process.kill()
        self.process.wait()
