#!/usr/bin/python3
"""What the window still knows when it is opened again: its size, its halves, its preferences, and
whose pictures a run learns.

test-return.py PROGRAM COMMAND-LINE, under with-display.sh. The cases follow one another.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import struct
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, COMMAND_LINE = map(os.path.abspath, sys.argv[1:3])
HOME = Path(os.environ["HOME"])
MODELS = Path(os.environ["XDG_DATA_HOME"], "inkling", "models")
KEYFILE = Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0/settings/keyfile")
FOLDER = HOME / "stripes"
ELSEWHERE = HOME / "elsewhere"
NOTHING = HOME / "nothing"
N_PIXELS = 28 * 28
STEPS = 200
SIZE = (1010, 690)
SCREEN_WIDTH = 1270  # less the frame of the window manager
LEAST_SIZE = 200


class Visit:
    """What one case leaves for the next."""

    program = None


def write_settings(*lines):
    KEYFILE.parent.mkdir(parents=True, exist_ok=True)
    KEYFILE.write_text("\n".join(["[org/inkling/Inkling]", "welcome-shown=true", *lines, ""]),
                       encoding="utf-8")


def start():
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE)
    wait_for("the main window is there", lambda: Visit.program.find("Drawing canvas").box()[2] > 0)


def step():
    return Visit.program.read_number("Step") or 0


def is_enabled(button):
    return Visit.program.find(button).is_enabled


def get_size():
    return desk.place_of(Visit.program.window)[2:]


def write_folder():
    """IDX files: a stripe whose height is the label."""
    FOLDER.mkdir()
    for name, count in ("train", 600), ("t10k", 100):
        labels = bytes(i % 10 for i in range(count))
        images = b"".join(bytes(200 if p // 28 // 2 == label + 2 else 0 for p in range(N_PIXELS))
                          for label in labels)
        (FOLDER / f"{name}-labels-idx1-ubyte").write_bytes(struct.pack(">II", 0x801, count)
                                                           + labels)
        (FOLDER / f"{name}-images-idx3-ubyte").write_bytes(struct.pack(">IIII", 0x803, count, 28,
                                                                       28) + images)


def goes_on_with_a_folder():
    """The run that the command line began learns from the same folder, of which only its file
    knows."""
    write_folder()
    subprocess.run([COMMAND_LINE, "train", "--dataset", FOLDER, "--steps", str(STEPS), "--batch",
                    "20", "--models", MODELS], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    before = desk.newest_model()
    write_settings()
    start()
    wait_for("the run is found", lambda: is_enabled("Resume") and step() == STEPS)
    Visit.program.press("Resume")
    wait_for("it goes on", lambda: step() > STEPS)
    wait_for("it says from what", lambda: any("Learning from stripes" in said
                                              for said in Visit.program.says()))
    Visit.program.press("Pause")
    wait_for("it is paused", lambda: is_enabled("Resume"))
    after = desk.newest_model()
    assert int(after["global_step"]) > STEPS
    assert after["dataset"] == before["dataset"] == "stripes", after
    assert Visit.program.close() == 0


def tells_of_a_folder_that_is_gone():
    """In words, before anything is read, and the run is still there."""
    stood = int(desk.newest_model()["global_step"])
    FOLDER.rename(ELSEWHERE)
    start()
    wait_for("the run is found", lambda: is_enabled("Resume") and step() == stood)
    Visit.program.press("Resume")
    wait_for("it says why not", lambda: Visit.program.shows("Training Could Not Start"))
    wait_for("it says which folder", lambda: Visit.program.shows(str(FOLDER)))
    desk.screenshot("return-1-folder-gone")
    desk.type_keys("Escape")
    wait_for("the message is gone", lambda: not Visit.program.shows("Training Could Not Start"))
    wait_for("it stands where it stood", lambda: is_enabled("Resume") and step() == stood)
    assert int(desk.newest_model()["global_step"]) == stood


def locate(path):
    Visit.program.press("Resume")
    wait_for("it asks", lambda: Visit.program.shows("Training Could Not Start"))
    desk.type_keys("Return")
    title = "^Locate the Data Set$"
    (window,) = wait_for("the file dialog is there", lambda: desk.xdotool(
        "search", "--onlyvisible", "--name", title))
    desk.xdotool("windowactivate", "--sync", window)
    desk.type_keys("ctrl+l")
    desk.type_text(str(path))
    desk.type_keys("Return")
    wait_for("it is chosen", lambda: not desk.xdotool("search", "--onlyvisible", "--name", title))


def goes_on_where_the_folder_is_now():
    """Located once, it is known from then on; another folder is refused by what is in it."""
    stood = step()
    NOTHING.mkdir()
    locate(NOTHING)
    wait_for("it is refused", lambda: Visit.program.shows("Training Could Not Start"))
    desk.type_keys("Escape")
    wait_for("it stands where it stood", lambda: is_enabled("Resume") and step() == stood)

    locate(ELSEWHERE)
    wait_for("it goes on", lambda: step() > stood)
    wait_for("it says from what", lambda: Visit.program.shows("Learning from elsewhere"))
    desk.screenshot("return-2-located")
    Visit.program.press("Pause")
    wait_for("it is paused", lambda: is_enabled("Resume"))
    assert desk.newest_model()["dataset_place"] == ELSEWHERE.as_uri()
    assert Visit.program.close() == 0


def keeps_its_size():
    start()
    desk.xdotool("windowsize", "--sync", Visit.program.window, *SIZE)
    wait_for("it has the size", lambda: get_size() == SIZE)
    assert Visit.program.close() == 0
    start()
    wait_for("it has it again", lambda: get_size() == SIZE)
    assert Visit.program.close() == 0


def stays_maximised():
    """And knows the size it had before."""
    start()
    Visit.program.press("Maximize")
    wait_for("it is as wide as the screen", lambda: get_size()[0] >= SCREEN_WIDTH)
    assert Visit.program.close() == 0
    start()
    wait_for("it is again", lambda: get_size()[0] >= SCREEN_WIDTH)
    Visit.program.press("Maximize")
    wait_for("it is as before", lambda: get_size() == SIZE)
    assert Visit.program.close() == 0


def keeps_its_halves():
    """A divider that was dragged is where it was left."""
    def left():
        return Visit.program.find("Drawing canvas").box()[0]

    start()
    before = left()
    halves = Visit.program.find("GtkPaned")
    divider = (Visit.program.find("InklingTrainingPanel").box()[2] + 0.5) / halves.box()[2]
    Visit.program.drag(halves, [(divider + 0.01 * i, 0.5) for i in range(8)])
    wait_for("the divider has moved", lambda: left() > before)
    after = left()
    assert Visit.program.close() == 0
    start()
    wait_for("it is there again", lambda: left() == after)
    assert Visit.program.close() == 0


def survives_wrong_sizes():
    """Written by hand: the window opens, as large as it is made."""
    for width, height in ((-7, -9), (0, 0), (2147483647, 1), (-2147483648, -2147483648)):
        write_settings(f"window-width={width}", f"window-height={height}")
        start()
        wait_for("it has a size", lambda: min(get_size()) > LEAST_SIZE)
        assert Visit.program.close() == 0
    Visit.program = None


def open_preferences():
    """The window of the preferences, and what the number of threads is set with."""
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys("ctrl+comma")
    window = wait_for("the preferences are open", lambda: [
        window for window in Visit.program.windows() if window != Visit.program.window])[0]
    spin = wait_for("there are the threads", lambda: [
        widget for widget in Visit.program.find_all("Threads")
        if widget.role == "spin button"])[0]
    return window, spin


def keeps_its_preferences():
    """A number of threads that was typed is there again at the next start."""
    start()
    window, spin = open_preferences()
    desk.xdotool("windowactivate", "--sync", window)
    wait_for("it is taken", lambda: desk.type_keys("alt+t", "ctrl+a", "2", "Return")
             or spin.value == 2)
    desk.screenshot("return-3-preferences")
    desk.type_keys("ctrl+q")
    assert Visit.program.process.wait(timeout=desk.PATIENCE) == 0
    start()
    wait_for("it is there again", lambda spin=open_preferences()[1]: spin.value == 2)
    desk.type_keys("ctrl+q")
    assert Visit.program.process.wait(timeout=desk.PATIENCE) == 0
    Visit.program = None


tap.main([
    ("/return/folder", goes_on_with_a_folder),
    ("/return/folder-gone", tells_of_a_folder_that_is_gone),
    ("/return/folder-located", goes_on_where_the_folder_is_now),
    ("/return/size", keeps_its_size),
    ("/return/maximised", stays_maximised),
    ("/return/halves", keeps_its_halves),
    ("/return/wrong-sizes", survives_wrong_sizes),
    ("/return/preferences", keeps_its_preferences),
], after_failure=lambda number: desk.screenshot(f"failed-return-{number}"))
