#!/usr/bin/python3
"""Data sets in the real window: choosing, downloading, looking at them, and at distortions.

test-data.py PROGRAM BAD-SERVER, under with-display.sh. Screenshots are kept under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, BAD_SERVER = map(os.path.abspath, sys.argv[1:3])
MNIST = Path(os.environ.get("INKLING_TEST_DATA") or "/nowhere", "mnist")


class Visit:
    """What one case leaves for the next."""

    program = None


def start(**environment):
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE, **environment)
    wait_for("it says “Train”", lambda: Visit.program.shows("Train"))


def open_by(keys, content):
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys(keys)
    wait_for("a second window is open", lambda: len(Visit.program.windows()) == 2)
    wait_for(f"“{content}” is in it", lambda: Visit.program.shows(content))


def activate(name):
    """As by assistive technology: the widget may be in any window."""
    wait_for(f"“{name}” can be pressed", lambda: Visit.program.find(name).is_enabled)
    Visit.program.find(name).activate()


def close_dialog():
    """A button that was activated looks pressed for a moment, and takes no keys meanwhile."""
    dialog = next(window for window in Visit.program.windows() if window != Visit.program.window)
    desk.xdotool("windowactivate", "--sync", dialog)

    def is_closed():
        if len(Visit.program.windows()) > 1:
            desk.type_keys("Escape")
        return len(Visit.program.windows()) == 1

    wait_for("it is closed", is_closed)


def says(pattern):
    return any(re.search(pattern, said) for said in Visit.program.says())


def shows_distortions():
    start()
    open_by("ctrl+shift+d", "distorted in nine ways")
    assert not Visit.program.shows("never shows the same picture"), "the recipe has no distortions"
    activate("Others")
    desk.screenshot("data-1-distortions")
    close_dialog()


def download_fails():
    """The reason is said in words, and the download can be begun again."""
    with Server("page") as server:
        start(**server.environment)
        open_by("ctrl+d", "Data Sets")
        activate("Download")
        wait_for("it says why", lambda: says("web page instead of the file"))
        desk.screenshot("data-2-failed")
        desk.type_keys("Escape")
        wait_for("it can be begun again", lambda: Visit.program.find_all("Download"))


def download_stopped():
    with Server("slow") as server:
        start(**server.environment)
        open_by("ctrl+d", "Data Sets")
        activate("Download")
        wait_for("it comes", lambda: Visit.program.find("Download progress").value > 0)
        desk.screenshot("data-3-downloading")
        activate("Stop the download")
        wait_for("it can be begun again", lambda: Visit.program.find_all("Download"))

        activate("Download")
        wait_for("it comes again", lambda: Visit.program.find("Download progress").value > 0)
        close_dialog()
        open_by("ctrl+d", "Data Sets")
        wait_for("closing stopped it, too", lambda: Visit.program.find_all("Download"))


def downloads():
    """Afterwards it is chosen, in the form of a run, too."""
    with Server("good") as server:
        start(**server.environment)
        open_by("ctrl+d", "Data Sets")
        activate("Download")
        wait_for("it is there", lambda: not Visit.program.find_all("Download")
                 and not Visit.program.find_all("Stop the download"))
    wait_for("it is chosen", lambda: any(widget.was("checked")
                                         for widget in Visit.program.find_all("MNIST")))
    desk.screenshot("data-4-downloaded")


def browses():
    """All pictures, then those that are misread: the ready-made network leaves few."""
    start()
    open_by("ctrl+b", "Pictures of the data set")
    wait_for("they are read", lambda: says(r"of 10,?000 read right"))
    desk.screenshot("data-5-pictures")
    activate("Misread Only")
    wait_for("only they are shown", lambda: says("✗") and not says("✓"))
    desk.screenshot("data-6-misread")


def is_focused(widget):
    """Itself or what lies in it."""
    return widget.is_focused or any(each.was("focused") for each in widget.walk())


def tab_to(widget):
    def is_there():
        if not is_focused(widget):
            desk.type_keys("Tab")
        return is_focused(widget)
    wait_for(f"Tab comes to “{widget.name}”", is_there)


def leaves_the_grid():
    """Tab does not go through thousands of pictures."""
    switch = Visit.program.find("Misread Only")
    activate("Misread Only")
    wait_for("all are shown", lambda: says("✓"))
    grid = Visit.program.find("Pictures of the data set")
    tab_to(grid)
    desk.type_keys("Right")
    tab_to(switch)
    tab_to(grid)
    desk.type_keys("shift+Tab")
    wait_for("it goes back, too", lambda: is_focused(switch))
    close_dialog()


def write_transposed(folder):
    """Test digits of MNIST as EMNIST keeps its own, in four files without a telling name."""
    folder.mkdir()
    images, labels = (gzip.decompress((MNIST / f"t10k-{name}-ubyte.gz").read_bytes())
                      for name in ("images-idx3", "labels-idx1"))
    n = 600
    turned = b"".join(images[at + x:at + 784:28] for at in range(16, 16 + 784 * n, 784)
                      for x in range(28))
    for part in ("train", "t10k"):
        (folder / f"{part}-images-idx3-ubyte").write_bytes(
            images[:4] + n.to_bytes(4, "big") + images[8:16] + turned)
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(
            labels[:4] + n.to_bytes(4, "big") + labels[8:8 + n])


def add(button, title, path):
    """Answers the file dialog that the button opens."""
    activate(button)
    (window,) = wait_for(f"“{title}” is asked", lambda: desk.xdotool(
        "search", "--onlyvisible", "--name", f"^{title}$"))
    desk.xdotool("windowactivate", "--sync", window)
    desk.type_keys("ctrl+l")
    desk.type_keys("ctrl+a")
    desk.type_text(str(path))

    def is_answered():
        if desk.xdotool("search", "--onlyvisible", "--name", f"^{title}$"):
            desk.type_keys("Return")
        return not desk.xdotool("search", "--onlyvisible", "--name", f"^{title}$")

    wait_for("it is answered", is_answered)


def is_chosen(name):
    return any(widget.was("checked") for widget in Visit.program.find_all(name))


def puts_right():
    """Pictures that lie on their side are asked about, by folder or by one of the files, and the
    answer outlives the program."""
    if not MNIST.is_dir():
        raise tap.Skip("MNIST is not at $INKLING_TEST_DATA/mnist")
    folder = Path.home() / "side"
    write_transposed(folder)
    start()
    open_by("ctrl+d", "Data Sets")
    add("Add Folder…", "Add a Folder of IDX Files", folder)
    wait_for("it asks", lambda: Visit.program.shows("Put the Pictures Right?"))
    desk.screenshot("data-7-question")
    activate("Put Right")
    wait_for("it is chosen", lambda: is_chosen("side, turned"))

    add("Add File…", "Add an Archive or One File of a Data Set", folder / "t10k-labels-idx1-ubyte")
    wait_for("it asks again", lambda: Visit.program.shows("Put the Pictures Right?"))
    activate("Keep as They Are")
    wait_for("it is chosen as it is", lambda: is_chosen("side"))
    desk.screenshot("data-8-chosen")
    close_dialog()
    assert Visit.program.close() == 0
    start()
    open_by("ctrl+d", "side, turned")
    close_dialog()


class Server:
    """tests/engine/bad-server.py with MNIST's own files, and one fault."""

    def __init__(self, fault):
        if not MNIST.is_dir():
            raise tap.Skip("MNIST is not at $INKLING_TEST_DATA/mnist")
        self.process = subprocess.Popen(["/usr/bin/python3", BAD_SERVER, MNIST], encoding="utf-8",
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        port = self.process.stdout.readline().strip()
        self.environment = {
            "INKLING_MIRRORS": f"http://127.0.0.1:{port}/{fault}/", "no_proxy": "*"}

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


tap.main([
    ("/data/distortions", shows_distortions),
    ("/data/download-fails", download_fails),
    ("/data/download-stopped", download_stopped),
    ("/data/browser", browses),
    ("/data/browser-by-keys", leaves_the_grid),
    ("/data/puts-right", puts_right),
    ("/data/downloads", downloads),
], after_failure=lambda number: desk.screenshot(f"data-failed-{number}"))
