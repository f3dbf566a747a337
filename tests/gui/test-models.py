#!/usr/bin/python3
"""The model list in a real window: what it says, what its rows and menus do, and files that are
broken, oddly named, vanish, or are dropped onto the window.

test-models.py PROGRAM COMMAND-LINE, under with-display.sh. The cases follow one another;
screenshots are kept under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import re
import shutil
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
RECENT = Path(os.environ["XDG_DATA_HOME"], "recently-used.xbel")
STEPS = 1000
# Markup, a place holder, a byte that is no text.
STRANGE = os.fsdecode(b"<b>&%s \xff.safetensors")


class Visit:
    """What one case leaves for the next."""

    program = None


def model(name):
    return MODELS / f"{name}.safetensors"


def start(**environment):
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE, **environment)
    wait_for("the main window is there", lambda: Visit.program.find_all("Drawing canvas"))


def find_list_window():
    others = [window for window in Visit.program.windows() if window != Visit.program.window]
    return others[0] if others else None


def press_keys(*keys, window=None):
    desk.xdotool("windowactivate", "--sync", window or find_list_window())
    desk.type_keys(*keys)


def open_list(content):
    press_keys("ctrl+m", window=Visit.program.window)
    wait_for("the list is open", find_list_window)
    wait_for(f"“{content}” is in it", lambda: Visit.program.shows(content))


def close_list():
    def is_closed():
        if find_list_window():
            press_keys("Escape")
        return find_list_window() is None

    wait_for("the list is closed", is_closed)


def activate(name):
    wait_for(f"“{name}” can be pressed", lambda: Visit.program.find(name).is_enabled)
    Visit.program.find(name).activate()


def has_keyboard(title):
    """Whether a model's row, or something in it, is where keys go."""
    return any(widget.was("focused") for row in Visit.program.find_all(title)
               for widget in row.walk())


def press_key_at(title, key):
    """Goes through the rows from above."""
    press_keys("Home")
    wait_for(f"the row of {title} has the keyboard",
             lambda: has_keyboard(title) or desk.type_keys("Down"))
    desk.type_keys(key)


def choose(title, mnemonic):
    """An entry of the menu of a model's row."""
    activate(f"Menu of {title}")
    wait_for("the menu is open", lambda: Visit.program.find_all("Rename…"))
    desk.type_keys(mnemonic)


def says(pattern):
    return any(re.search(pattern, said) for said in Visit.program.says())


def lists_what_there_is():
    subprocess.run([COMMAND_LINE, "train", "--dataset", "builtin", "--steps",
                    str(STEPS), "--models", MODELS], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    sound = model(f"mnist_model-{STEPS}")
    shutil.copy(sound, MODELS / STRANGE)
    model("cut").write_bytes(sound.read_bytes()[:-100])
    model("page").write_bytes(b"<html>no model</html>")
    start()
    open_list(f"mnist_model-{STEPS}")
    wait_for("a model has the keyboard",
             lambda: any(map(has_keyboard, (f"mnist_model-{STEPS}", "cut", "page"))))
    wait_for("it says step, accuracy and recipe", lambda: says(r"Step 1,?000 · \d+\.\d % · \w+"))
    wait_for("a strange name is shown as it is", lambda: Visit.program.shows("<b>&%s"))
    for name in "cut", "page":
        wait_for(f"{name} is there", lambda: Visit.program.find_all(name))
    desk.screenshot("models-1-list")


def tells_why_it_is_broken():
    """And offers nothing that needs a model."""
    assert says("the file is cut off: 100 of its bytes"), Visit.program.says()
    activate("Menu of cut")
    wait_for("the menu is open", lambda: Visit.program.find_all("Rename…"))
    assert not Visit.program.find_all("Open") and not Visit.program.find_all("Export…")
    desk.screenshot("models-2-broken")
    desk.type_keys("Escape")
    wait_for("the menu is closed", lambda: not Visit.program.find_all("Rename…"))


def answer_with(name):
    wait_for("it asks for the name", lambda: Visit.program.find_all("Rename Model"))
    wait_for("the dialog is there", lambda: len(Visit.program.windows()) == 3)
    desk.type_keys("ctrl+a")
    desk.type_text(name)
    desk.type_keys("Return")


def renames():
    choose(f"mnist_model-{STEPS}", "r")
    answer_with("first")
    wait_for("it has the new name", model("first").exists)
    assert not model(f"mnist_model-{STEPS}").exists()
    wait_for("the list says it", lambda: Visit.program.find_all("Menu of first"))


def renames_onto_no_other():
    content = model("page").read_bytes()
    press_key_at("first", "F2")
    answer_with("page")
    wait_for("it says why not", lambda: Visit.program.shows("This Cannot Be Done"))
    assert model("page").read_bytes() == content and model("first").exists()
    desk.type_keys("Escape")
    wait_for("the message is gone", lambda: not Visit.program.shows("This Cannot Be Done"))


def keeps():
    activate("Keep: never removed by itself: first")
    wait_for("it is marked", model("first.kept").exists)
    activate("Keep No Longer: first")
    wait_for("it is not any more", model("first").exists)
    wait_for("the list says it", lambda: Visit.program.find_all(
        "Keep: never removed by itself: first"))


def duplicates():
    before = set(MODELS.glob("*.safetensors"))
    choose("first", "d")
    (copy,) = wait_for("there is a copy",
                       lambda: set(MODELS.glob("*.safetensors")) - before)
    assert copy.read_bytes() == model("first").read_bytes()
    copy.unlink()


def deletes_and_undoes():
    content = model("first").read_bytes()
    choose("first", "l")
    wait_for("it is gone", lambda: not model("first").exists())
    wait_for("it can be undone", lambda: Visit.program.find_all("Undo"))
    desk.screenshot("models-3-deleted")
    wait_for("it is back", lambda: undo() or model("first").exists())
    assert model("first").read_bytes() == content


def undo():
    """The button of the toast; the main window has another of that name."""
    for button in Visit.program.find_all("Undo"):
        if button.is_enabled:
            button.activate()


def deletes_for_good():
    press_key_at("page", "Delete")
    wait_for("it is gone", lambda: not model("page").exists())
    wait_for("the row is gone", lambda: not Visit.program.find_all("Menu of page"))
    close_list()
    wait_for("it is in no hidden folder", lambda: not list(MODELS.glob(".deleted/*")))
    assert not model("page").exists()


def exports_for_others():
    open_list("first")
    choose("first", "e")
    wait_for("the file dialog is there", lambda: Visit.program.shows("Export Model"))
    wait_for("it is on the screen", lambda: len(Visit.program.windows()) == 3)
    desk.type_keys("ctrl+a")
    desk.type_text(str(HOME / "mine.onnx"))
    desk.type_keys("Return")
    wait_for("it says so", lambda: Visit.program.shows("Model exported"))
    subprocess.run([COMMAND_LINE, "export", model("first"), "--format", "onnx", HOME / "same.onnx"],
                   check=True, stdout=subprocess.DEVNULL)
    assert (HOME / "mine.onnx").read_bytes() == (HOME / "same.onnx").read_bytes()


def opens_and_remembers():
    choose("first", "o")
    wait_for("it is open", lambda: Visit.program.shows("“first.safetensors” opened"))
    wait_for("the list is closed", lambda: find_list_window() is None)
    wait_for("its step is shown", lambda: Visit.program.read_number("Step") == STEPS)
    wait_for("the desktop remembers it", lambda: RECENT.exists()
             and model("first").as_uri() in RECENT.read_text(encoding="utf-8"))


def follows_the_folder():
    """A file that comes is listed, and a folder that vanishes is no reason to end."""
    open_list("first")
    shutil.copy(model("first"), model("newcomer"))
    wait_for("it is listed", lambda: Visit.program.find_all("Menu of newcomer"))
    away = MODELS.rename(MODELS.with_name("away"))
    wait_for("there are none", lambda: Visit.program.find_all("No Models Yet"))
    desk.screenshot("models-4-none")
    close_list()
    away.rename(MODELS)
    open_list("newcomer")
    close_list()


def takes_what_is_dropped():
    shutil.copy(model("first"), HOME / "dropped.safetensors")
    start()
    with desk.drop(HOME / "dropped.safetensors"):
        wait_for("it is open", lambda: Visit.program.shows("“dropped.safetensors” opened"))


def says_why_it_cannot_take_a_drop():
    (HOME / "letter.txt").write_text("no model", encoding="utf-8")
    with desk.drop(HOME / "letter.txt"):
        wait_for("it says why", lambda: Visit.program.shows("No Digit Can Be Read in This"))
        wait_for("and of what", lambda: Visit.program.shows(
            "letter.txt: this is neither a model nor a picture"))
    desk.screenshot("models-5-dropped")


def looks_narrow_and_dark():
    start(ADW_DEBUG_COLOR_SCHEME="prefer-dark")
    press_keys("ctrl+m", window=Visit.program.window)
    window = wait_for("the list is open", find_list_window)
    desk.xdotool("windowsize", "--sync", window, 360, 560)
    wait_for("it is filled", lambda: Visit.program.shows("newcomer"))
    desk.screenshot("models-6-narrow")


def quits():
    start()
    assert Visit.program.close() == 0


CASES = [
    ("/models/list", lists_what_there_is),
    ("/models/broken", tells_why_it_is_broken),
    ("/models/rename", renames),
    ("/models/rename-onto-another", renames_onto_no_other),
    ("/models/keep", keeps),
    ("/models/duplicate", duplicates),
    ("/models/delete-undo", deletes_and_undoes),
    ("/models/delete", deletes_for_good),
    ("/models/export", exports_for_others),
    ("/models/open", opens_and_remembers),
    ("/models/follow", follows_the_folder),
    ("/models/drop", takes_what_is_dropped),
    ("/models/drop-wrong", says_why_it_cannot_take_a_drop),
    ("/models/narrow-dark", looks_narrow_and_dark),
    ("/models/quit", quits),
]
tap.main(CASES, lambda number: desk.screenshot(f"models-failed-{number}"))
