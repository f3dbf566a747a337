#!/usr/bin/python3
"""Training as a person meets it, in the real window: why a button cannot be pressed, a run that
breaks down, and what the desktop hears of a long one.

test-training.py PROGRAM, under with-display.sh. The cases follow one another; screenshots are kept
under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE = os.path.abspath(sys.argv[1])
TOLD = Path(os.environ["HOME"], "told")
KEYFILE = Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0/settings/keyfile")
SUSPEND = 4  # of GtkApplicationInhibitFlags
MINUTES = 0.55  # a run shorter than half a minute is no long one
MOST_RESCUES = 10
CHANGES = {"rotation": ("Rotation", "15"), "momentum": ("Momentum", "0.5")}
BUTTONS = ("Train", "Resume", "Pause", "One Step", "Rewind")


class Visit:
    """What one case leaves for the next."""

    program = None


def start(**settings):
    KEYFILE.parent.mkdir(parents=True, exist_ok=True)
    KEYFILE.write_text("[org/inkling/Inkling]\nwelcome-shown=true\n" + "".join(
        f"{key.replace('_', '-')}={value}\n" for key, value in settings.items()),
        encoding="utf-8")
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE)
    wait_for("the main window is there", lambda: Visit.program.find_all("Drawing canvas"))


def press_keys(*keys):
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys(*keys)


def train():
    """Until steps are taken; pausing before that would be to call it off."""
    Visit.program.choose_longest_recipe()
    Visit.program.press("Train")
    wait_for("it trains", lambda: said_by("Train") == "Pause the run first")


def said_by(button):
    return Visit.program.find(button).description


def is_enabled(button):
    return Visit.program.find(button).is_enabled


def told(method):
    """The arguments of each call."""
    lines = TOLD.read_text(encoding="utf-8").splitlines()
    return [call[1:] for call in map(json.loads, lines) if call[0] == method]


def assert_reasons(**reasons):
    """Those that are named are disabled and say why; the others are not."""
    expected = {button: reasons.get(button.replace(" ", "_")) for button in BUTTONS}
    wait_for(f"the buttons say {expected}", lambda: expected == {
        button: None if is_enabled(button) else said_by(button) for button in BUTTONS})


def says_why_not():
    start()
    assert_reasons(Resume="There is no run to resume yet", Pause="Nothing is being trained",
                   Rewind="There is no run to rewind yet")
    train()
    assert_reasons(Train="Pause the run first", Resume="Pause the run first",
                   One_Step="Pause the run first", Rewind="Pause the run first")
    Visit.program.press("Pause")
    wait_for("it can be resumed", lambda: is_enabled("Resume"))
    assert_reasons(Pause="Nothing is being trained")
    Visit.program.press("Rewind")
    wait_for("it is at its start", lambda: not is_enabled("Rewind"))
    assert_reasons(Pause="Nothing is being trained", Rewind="The run is at its start")


def tune(name, value):
    """Types it over a hyper-parameter, in the window that is left open."""
    if not parameters():
        press_keys("ctrl+h")
    wait_for("the window is there", parameters)
    entry = wait_for(f"there is the {name}", lambda: entries(name))[-1]
    wait_for("it has the keyboard", lambda: entry.is_focused
             or desk.type_keys("Tab"))
    desk.type_keys("ctrl+a")
    desk.type_text(str(value))
    desk.type_keys("Return")
    wait_for("it is taken", lambda: float(entry.text) == float(value))


def parameters():
    return desk.xdotool("search", "--onlyvisible", "--name", "^Hyper-Parameters$")


def entries(name):
    return [widget for widget in Visit.program.find_all(name)
            if widget.role in ("text", "entry")]


def may_change(name):
    """GTK 4.8 tells it of the row, not of the entry in it."""
    return all(widget.is_enabled for widget in Visit.program.find_all(name))


def close_parameters():
    desk.type_keys("Escape")
    wait_for("the window is gone", lambda: not parameters())


def breaks_down_and_goes_on():
    """A learning rate that no run survives; the dialog offers another, and that one works."""
    start()
    Visit.program.choose_recipe("Course", "Home", "The course program")
    tune("Learning rate", 900000)
    close_parameters()
    Visit.program.press("Train")
    wait_for("it has broken down", lambda: Visit.program.shows("The Run Broke Down"))
    desk.screenshot("training-1-broken-down")
    assert any("Most often the learning rate is too high" in text
               for text in Visit.program.says())
    for _ in range(MOST_RESCUES):
        wait_for("there is a way on", lambda: offered() or goes_well(), 5 * desk.PATIENCE)
        rate = offered()
        if not rate:
            break
        desk.type_keys("Return")
        wait_for("it is taken", lambda: offered() != rate)
    wait_for("it goes on", goes_well, 5 * desk.PATIENCE)


def offered():
    """The learning rate of the way on; a run may break down again before anybody looks."""
    return [found[1] for found in (re.search(r"with the learning rate ([0-9.]*[0-9])\.$", text)
                                   for text in Visit.program.says()) if found]


def goes_well():
    """Further than any run gets that breaks down."""
    return Visit.program.read_number("Step") > 500


def changes_act_at_once():
    """What may change does so from the next step on, and the history tells; the rest is refused."""
    start()
    train()
    for name, value in CHANGES.values():
        tune(name, value)
    assert may_change("Momentum") and not may_change("Batch")
    close_parameters()
    desk.screenshot("training-2-changed")
    Visit.program.press("Pause")
    wait_for("it can be resumed", lambda: is_enabled("Resume"))
    said = desk.newest_model()
    for key, (_, value) in CHANGES.items():
        assert said[f"recipe.{key}"] == value, (key, said)
        assert re.search(rf"\b{key} \S+ {re.escape(value)}\b", said["marks"]), (key, said["marks"])


def keeps_awake_if_asked():
    for asked in (False, True):
        TOLD.write_text("", encoding="utf-8")
        start(keep_awake=str(asked).lower())
        train()
        if asked:
            wait_for("it keeps awake", lambda: told("Inhibit"))
            assert told("Inhibit")[0][3] == SUSPEND
            assert told("Inhibit")[0][2] == "A network is being trained"
        Visit.program.press("Pause")
        wait_for("it can be resumed", lambda: is_enabled("Resume"))
        if asked:
            wait_for("it lets sleep", lambda: told("Uninhibit"))
        else:
            assert not told("Inhibit")


def tells_of_the_end_in_the_background():
    """Of a run that took long, when somebody looks elsewhere; and of none that is looked at.
    Stopped meanwhile, the program takes no time from the others."""
    start(stop_minutes=MINUTES)
    TOLD.write_text("", encoding="utf-8")
    train()
    other = subprocess.Popen(["/usr/bin/python3", Path(__file__).with_name("drag-source.py"), "/"])
    try:
        (window,) = wait_for("another window is there", lambda: desk.xdotool(
            "search", "--onlyvisible", "--name", "^drag-source$"))
        desk.xdotool("windowactivate", "--sync", window)
        wait_for("it has been tested", lambda: "test digits"
                 in Visit.program.find("Training plots").description, 5 * desk.PATIENCE)
        Visit.program.process.send_signal(signal.SIGSTOP)
        time.sleep(60 * MINUTES)
        Visit.program.process.send_signal(signal.SIGCONT)
        wait_for("it is over", lambda: told("Notify"))
    finally:
        other.kill()
        other.wait()
    title, body = told("Notify")[0][3:5]
    assert title == "Training Has Ended", title
    assert "The time is up" in body and "test digits" in body, body
    assert Visit.program.close() == 0


desktop = subprocess.Popen(["/usr/bin/python3", Path(__file__).with_name("fake-desktop.py"), TOLD])
try:
    wait_for("there is a desktop", TOLD.exists)
    tap.main([
        ("/training/reasons", says_why_not),
        ("/training/changes-act-at-once", changes_act_at_once),
        ("/training/breaks-down", breaks_down_and_goes_on),
        ("/training/keeps-awake", keeps_awake_if_asked),
        ("/training/tells-of-the-end", tells_of_the_end_in_the_background),
    ], after_failure=lambda number: desk.screenshot(f"failed-training-{number}"))
finally:
    desktop.kill()
    desktop.wait()
