"""The program in a guise: dark, narrow, in another language. Each has a home of its own.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import gettext
import os
import subprocess
import time
from pathlib import Path

from gi.repository import Gio, GLib

import desk
import screen
import tell
from desk import wait_for

HOME = Path(os.environ["HOME"])
USUAL_SIZE = (1120, 780)
USUAL_DOTS_AN_INCH = 96
FRAME = 0.05
MOST_CELLS = 30  # of a grid: those that are out of use lie anywhere


def run(*command, **environment):
    """What it wrote."""
    return subprocess.run(command, env={**os.environ, **environment}, check=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, timeout=desk.PATIENCE).stdout


def build_locale(name):
    """The environment of a language that this machine need not have. A language by LANGUAGE alone
    would leave the direction of text as it is."""
    folder = HOME / "locale"
    if not (folder / f"{name}.UTF-8").exists():
        folder.mkdir(exist_ok=True)
        run("localedef", "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8"))
    return {"LOCPATH": str(folder), "LC_ALL": f"{name}.UTF-8"}


def set_type_size(percent):
    """As the desktop's setting for large type does."""
    run("xprop", "-root", "-format", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER",
        f"Xft.dpi:\t{USUAL_DOTS_AN_INCH * percent // 100}\n")


def wait_until_still():
    """Until nothing moves any more: the same picture for two frames of a slow screen."""
    seen = [None]

    def still():
        now = screen.take()
        same, seen[0] = now == seen[0], now
        return same or time.sleep(FRAME)
    wait_for("the picture stands still", still)


class Stage:
    """environment: what the guise sets; size: of the window; locale: such as "zh_CN"; type_size: in
    percent of the usual."""

    def __init__(self, executable, catalogues, name, environment={}, size=USUAL_SIZE, locale=None,
                 type_size=100):
        self.executable, self.name, self.size, self.locale = executable, name, size, locale
        self.catalogue = gettext.translation("inkling", catalogues,
                                             [locale, locale[:2]] if locale else [], fallback=True)
        folder = HOME / name
        self._settle(folder)
        self.environment = {
            "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data"),
            "INKLING_LOCALE_DIR": catalogues, "G_DEBUG": desk.FATAL, **environment,
            **(build_locale(locale) if locale else {}),
        }
        self.models = folder / "data" / "inkling" / "models"
        set_type_size(type_size)
        self.errors = open(folder / "stderr", "w+", encoding="utf-8")
        self.process = subprocess.Popen([executable], stdin=subprocess.DEVNULL, stderr=self.errors,
                                        env={**os.environ, **self.environment})
        self.speaker = wait_for("it speaks", lambda: tell.find_speaker(self.process.pid))
        wait_for("there is the welcome page", lambda: len(self.windows()) == 2)
        self.window = min(self.windows(), key=int)

    def _settle(self, folder):
        """Nothing moves by itself, and the window is as large as it should be."""
        toolkit = folder / "config" / "gtk-4.0" / "settings.ini"
        toolkit.parent.mkdir(parents=True, exist_ok=True)
        toolkit.write_text("[Settings]\ngtk-enable-animations=0\n", encoding="utf-8")
        keyfile = folder / "config" / "glib-2.0" / "settings" / "keyfile"
        keyfile.parent.mkdir(parents=True, exist_ok=True)
        keyfile.write_text("[org/inkling/Inkling]\n"
                           f"window-width={self.size[0]}\nwindow-height={self.size[1]}\n",
                           encoding="utf-8")

    @property
    def is_translated(self):
        return isinstance(self.catalogue, gettext.GNUTranslations)

    def translate(self, text):
        """Without the underscore of a mnemonic."""
        return self.catalogue.gettext(text).replace("_", "")

    def windows(self):
        """Of the window manager, in no order."""
        return desk.xdotool("search", "--onlyvisible", "--pid", self.process.pid)

    def place(self, window=None):
        """x, y, width and height on the screen."""
        return desk.place_of(window or self.window)

    def window_size(self, window=None):
        return self.place(window)[2:]

    def front(self):
        """The window that has the keyboard."""
        return desk.xdotool("getactivewindow")[0]

    def frame_width(self):
        """Of both edges: without shadows GTK draws a frame."""
        return self.window_size()[0] - self.speaker.walk()[0].content.box()[2]

    def widgets(self, roles):
        """What takes room on the screen, and is still there when it was asked for everything."""
        return [widget for widget in self.speaker.walk()
                if widget.role in roles and widget.rank < MOST_CELLS and widget.is_seen]

    def find(self, name, inserted=None):
        """A button is told of twice, and once more as its label: that which takes the focus."""
        said = self.translate(name)
        if inserted is not None:
            said %= self.translate(inserted)

        def look():
            found = None
            for widget in self.speaker.walk():
                if widget.name == said and widget.is_seen:
                    found = widget
                    if widget.was("focusable"):
                        break
            return found
        return wait_for(f"there is “{said}”", look)

    def is_enabled(self, name):
        return self.find(name).is_enabled

    def press(self, keys):
        desk.xdotool("windowactivate", "--sync", self.window)
        desk.type_keys(keys)

    def open(self, keys):
        """A window of its own, by its keys."""
        self.press(keys)
        wait_for("a window opens", lambda: len(self.windows()) > 1)

    def pop_up(self, name, inserted):
        """What a button holds: it opens a moment after it was activated."""
        button = self.find(name, inserted)
        before = {widget.path for widget in self.speaker.walk() if widget.is_seen}
        button.activate()
        wait_for("a popover opens", lambda: any(
            widget.path not in before and widget.is_seen for widget in self.speaker.walk()))

    def open_file(self, path):
        """As by the file manager, in the program that runs already."""
        run(self.executable, str(path), **self.environment)

    def call(self, action):
        """An action of the application."""
        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.inkling.Inkling", "/org/inkling/Inkling", "org.gtk.Actions", "Activate",
            GLib.Variant("(sava{sv})", (action, [], {})), None, 0, -1, None)

    def close_windows(self):
        """Everything but the main window."""
        def closed():
            if len(self.windows()) > 1:
                desk.type_keys("Escape")
            return len(self.windows()) == 1
        wait_for("it is closed", closed)

    def draw(self, widget, points):
        """Through points given as fractions of the widget's size."""
        x, y, width, height = widget.place
        left, top = ((outer - inner) // 2 - origin for outer, inner, origin in zip(
            self.window_size(), widget.content.place[2:], widget.content.place))
        for i, (across, down) in enumerate(points):
            desk.xdotool("mousemove", "--window", self.window, round(left + x + across * width),
                         round(top + y + down * height))
            if i == 0:
                desk.xdotool("mousedown", 1)
        desk.xdotool("mouseup", 1)

    def complaints(self):
        self.errors.seek(0)
        return [line.strip() for line in self.errors
                if any(word in line for word in ("WARNING", "CRITICAL", "ERROR"))]

    def has_ended(self):
        return self.process.poll() is not None

    def end(self):
        self.process.kill()
        self.process.wait()
        self.errors.close()
