#!/usr/bin/python3
"""Everything by keys alone: Tab reaches every control once and comes round, every key of the table
of actions does something that can be seen, and every window closes with Escape, after which the
keyboard is where it was.

test-keyboard.py PROGRAM COMMAND-LINE CATALOGUES ACTIONS, under with-display.sh. ACTIONS is
inkling-actions.c: a key that has no case here is a fault.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import stage  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, COMMAND_LINE, CATALOGUES, ACTIONS = map(os.path.abspath, sys.argv[1:5])
LINE = [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]
CONTROLS = {"button", "combo box", "image", "slider", "spin button", "switch", "toggle button"}
TITLE_BUTTONS = {"Minimize", "Maximize", "Close"}  # keys for them are the window manager's
MOST_STEPS = 100  # of Tab, before it must have come round


class Visit:
    """What one case leaves for the next."""

    actor = None


def actor():
    """The program, with a run to go on with and a stroke on the sheet."""
    if Visit.actor is None:
        Visit.actor = stage.Stage(EXECUTABLE, CATALOGUES, "keyboard")
        Visit.actor.close_windows()
        give_run(Visit.actor)
        Visit.actor.press("alt+2")
        Visit.actor.draw(Visit.actor.find("Drawing canvas"), LINE)
        wait_for("it is drawn", lambda: Visit.actor.is_enabled("Undo"))
    return Visit.actor


def give_run(program):
    folder = stage.HOME / "learnt"
    stage.run(COMMAND_LINE, "train", "--models", str(folder), "--dataset", "builtin",
              "--recipe", "best", "--steps", "200")
    shutil.copytree(folder, program.models)
    program.open_file(program.models / "mnist_model-200.safetensors")
    wait_for("it can go on", lambda: program.is_enabled("Resume"))


def shows(name):
    return any(widget.name == name and widget.is_seen for widget in actor().speaker.walk())


def focused():
    """The path of the widget that has the keyboard."""
    return next((widget.path for widget in actor().speaker.walk() if widget.was("focused")), None)


def move_focus(keys):
    """Returns where it went."""
    before = focused()
    desk.type_keys(keys)
    return wait_for(f"{keys} moves on", lambda: focused() not in (None, before) and focused())


def tour(keys):
    """Where the keyboard comes, until it has come round."""
    actor().press("alt+1")
    path = [focused()]
    while len(path) < MOST_STEPS:
        following = move_focus(keys)
        if following in path:
            assert following == path[0], f"it comes back to step {path.index(following)} of {path}"
            return path
        path.append(following)
    raise AssertionError(f"it has not come round after {MOST_STEPS} steps")


def check_tour(keys):
    reached = tour(keys)
    missed = [str(widget) for widget in actor().widgets(CONTROLS)
              if widget.was("focusable") and widget.was("sensitive")
              and widget.name not in TITLE_BUTTONS and widget.path not in reached]
    assert not missed, "never reached: " + ", ".join(missed)


def check_window(keys):
    """It opens, closes with Escape, and the keyboard is where it was."""
    actor().press("alt+1")
    before = focused()
    actor().open(keys)
    wait_for("it has the keyboard", lambda: actor().front() != actor().window)
    actor().close_windows()
    wait_for("the keyboard is where it was", lambda: focused() == before)


def check_change(keys, look):
    """What look tells is another thing afterwards."""
    before = look()
    actor().press(keys)
    wait_for(f"{keys} changes {before}", lambda: look() != before)


def step():
    return actor().find("Step").text


def enabled(name):
    return lambda: actor().is_enabled(name)


def check_quit(keys):
    actor().press(keys)
    assert actor().process.wait(timeout=desk.PATIENCE) == 0


# action: its keys as they are typed, how to see that they work, and what that looks at. In an order
# in which each can act.
KEYS = {
    "win.show-drawing": ("alt+2", check_change, focused),
    "win.show-training": ("alt+1", check_change, focused),
    "drawing.undo": ("ctrl+z", check_change, enabled("Redo")),
    "drawing.redo": ("ctrl+shift+z", check_change, enabled("Redo")),
    "drawing.eraser": ("ctrl+e", check_change, lambda: actor().find("Eraser").has("pressed")),
    "drawing.compare": ("ctrl+shift+n", check_change,
                        lambda: shows("Answer without normalisation")),
    "replay.toggle": ("ctrl+l", check_change, lambda: shows("Stop the replay")),
    "training.parameters": ("ctrl+h", check_window),
    "win.open-model": ("ctrl+o", check_window),
    "win.models": ("ctrl+m", check_window),
    "win.save-model": ("ctrl+shift+s", check_window),
    "win.import-drawing": ("ctrl+i", check_window),
    "win.export-drawing": ("ctrl+shift+e", check_window),
    "win.datasets": ("ctrl+d", check_window),
    "win.pictures": ("ctrl+b", check_window),
    "win.distortion-preview": ("ctrl+shift+d", check_window),
    "win.preferences": ("ctrl+comma", check_window),
    "win.show-help-overlay": ("ctrl+question", check_window),
    "training.step": ("ctrl+period", check_change, step),
    "training.resume": ("ctrl+r", check_change, enabled("Pause")),
    "training.pause": ("ctrl+p", check_change, enabled("Pause")),
    "training.rewind": ("ctrl+shift+r", check_change, step),
    "training.start": ("ctrl+t", check_change, enabled("Pause")),
    "win.presentation": ("F11", check_change, lambda: shows("Leave presentation mode")),
    "win.leave-presentation": ("Escape", check_change, lambda: shows("Leave presentation mode")),
    "app.quit": ("ctrl+q", check_quit),
}
ELSEWHERE = {"drawing.copy", "drawing.paste"}  # in test-drawing-files.py


def check_all_have_cases():
    table = Path(ACTIONS).read_text(encoding="utf-8")
    named = set(re.findall(r'\{ "([a-z.-]+)", \{ "', table))
    assert named == set(KEYS) | ELSEWHERE, named ^ (set(KEYS) | ELSEWHERE)


def case(action):
    keys, check, *looks = KEYS[action]
    return f"/keyboard/{action}", lambda: check(keys, *looks)


tap.main([
    ("/keyboard/every-key-has-a-case", check_all_have_cases),
    ("/keyboard/tab", lambda: check_tour("Tab")),
    ("/keyboard/shift-tab", lambda: check_tour("shift+Tab")),
    *map(case, KEYS),
], after_failure=lambda number: desk.screenshot(f"keyboard-failed-{number}"))
