#!/usr/bin/python3
"""The real program in a real window: train, draw, pause, quit, resume, and a broken file.

test-window.py PROGRAM LOCALE-DIR, under with-display.sh. The cases follow one another as a person's
visit would; screenshots are kept under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import math
import os
import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE = os.path.abspath(sys.argv[1])
LOCALE_DIR = Path(sys.argv[2])
MODELS = Path(os.environ["XDG_DATA_HOME"], "inkling", "models")
NAMES = Path(__file__).with_name("NAMES.md")
STEPS_TO_LEARN = 1500
NARROW = (360, 640)

ZERO = [(0.5 + 0.18 * math.sin(a / 8 * math.pi), 0.5 - 0.3 * math.cos(a / 8 * math.pi))
        for a in range(18)]
ONE = [(0.5, 0.2 + 0.06 * i) for i in range(11)]


class Visit:
    """What one case leaves for the next."""

    program = None
    paused_step = None


def start(greeting="Train", **options):
    """Opens the window; one that an earlier case left behind is ended."""
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE, **options)
    wait_for(f"it says “{greeting}”", lambda: Visit.program.shows(greeting))


def documented_names():
    rows = re.findall(r"^\| ([^|]+?) \| [^|]+ \|", NAMES.read_text(encoding="utf-8"), re.MULTILINE)
    return [name for name in rows if name not in ("name", "---")]


def step():
    return Visit.program.read_number("Step") or 0


def newest_stored_step():
    newest = desk.newest_model()
    return int(newest["global_step"]) if newest else 0


def answer():
    return Visit.program.find("Answer").description


def probabilities():
    return [Visit.program.find(f"Probability of {digit}").value for digit in range(10)]


def draw(points):
    program = Visit.program
    if program.find("Clear").is_enabled:
        program.press("Clear")
    program.drag(program.find("Drawing canvas"), points)


def first_digit_in_three_clicks():
    """From opening to “it read my digit”: a button of the welcome page and a stroke."""
    start("Welcome to Inkling", first_start=True)
    desk.screenshot("0-welcome")
    Visit.program.window = wait_for("the page is open", lambda: len(Visit.program.windows()) > 1
                                    and desk.xdotool("getactivewindow")[0])
    desk.type_keys("Return")
    wait_for("it is gone", lambda: len(Visit.program.windows()) == 1)
    Visit.program.window = Visit.program.windows()[0]
    Visit.program.drag(Visit.program.find("Drawing canvas"), ONE)
    wait_for("the answer is 1", lambda: answer().startswith("1"))


def welcome_is_not_repeated():
    assert Visit.program.close() == 0
    start(first_start=True)
    assert not Visit.program.shows("Welcome to Inkling")


def presents():
    """F11: the whole screen, larger type, no form; Escape: all as before."""
    program = Visit.program
    program.find("Recipe")
    height = program.find("Step").box()[3]
    desk.xdotool("windowactivate", "--sync", program.window)
    desk.type_keys("F11")
    wait_for("the form is gone", lambda: not showing("Recipe"))
    wait_for("type is larger", lambda: program.find("Step").box()[3] > height)
    assert not showing("Main menu")
    desk.screenshot("7-presentation")
    desk.type_keys("alt+2")
    wait_for("there is only drawing", lambda: not showing("Loss plot"))
    desk.screenshot("8-presentation-drawing")
    desk.type_keys("Escape")
    wait_for("the form is back", lambda: showing("Recipe"))
    wait_for("type is as before", lambda: program.find("Step").box()[3] == height)


def showing(name):
    """What is hidden is not told to assistive technology at all."""
    return bool(Visit.program.find_all(name))


def opens():
    """Every documented name is in the window, once."""
    start()
    missing = [name for name in documented_names() if not Visit.program.find_all(name)]
    desk.screenshot("1-first-start")
    assert not missing, f"not in the window: {', '.join(missing)}"


def starts_with_nothing_to_resume():
    assert Visit.program.find("Train").is_enabled
    assert not Visit.program.find("Resume").is_enabled
    assert not Visit.program.find("Pause").is_enabled


def trains():
    ready_made = step()
    Visit.program.choose_longest_recipe()
    Visit.program.press("Train")
    wait_for("steps are counted", lambda: step() not in (0, ready_made))
    before, progress = step(), Visit.program.find("Training progress").value
    wait_for("the step moves on", lambda: step() > before)
    wait_for("the bar moves on", lambda: Visit.program.find("Training progress").value > progress)
    wait_for("a loss is told", lambda: (Visit.program.read_number("Loss") or 0) > 0)
    assert Visit.program.read_number("Learning rate") > 0
    assert Visit.program.find("Pause").is_enabled
    assert not Visit.program.find("Train").is_enabled


def reads_a_zero():
    """While training goes on."""
    wait_for("it has learnt a little", lambda: step() >= STEPS_TO_LEARN, seconds=5 * desk.PATIENCE)
    draw(ZERO)
    wait_for("the answer is 0", lambda: answer().startswith("0"))
    assert Visit.program.find("Pause").is_enabled, "training ended too early to tell"
    desk.screenshot("2-training")


def reads_a_one():
    draw(ONE)
    wait_for("the answer is 1", lambda: answer().startswith("1"))
    values = probabilities()
    assert values.index(max(values)) == 1, values
    assert abs(sum(values) - 1) < 0.02, values


def clear_leaves_no_answer():
    Visit.program.press("Clear")
    wait_for("there is no answer", lambda: not re.match(r"\d", answer()))
    # GTK does not tell of changes below a thousandth.
    wait_for("all bars are empty", lambda: max(probabilities()) < 0.002)


def undo_and_redo():
    draw(ONE)
    wait_for("there is an answer", lambda: answer().startswith("1"))
    Visit.program.press("Undo")
    wait_for("there is none", lambda: not re.match(r"\d", answer()))
    Visit.program.press("Redo")
    wait_for("it is back", lambda: answer().startswith("1"))


def pauses():
    """A checkpoint holds exactly the step that is shown."""
    Visit.program.press("Pause")
    wait_for("Resume is offered", lambda: Visit.program.find("Resume").is_enabled)
    Visit.paused_step = step()
    assert newest_stored_step() == Visit.paused_step
    desk.screenshot("3-paused")


def quits():
    assert Visit.program.close() == 0


def resumes_where_it_stood():
    start()
    wait_for("the run is found", lambda: Visit.program.find("Resume").is_enabled)
    assert step() == Visit.paused_step
    Visit.program.press("Resume")
    wait_for("it goes on", lambda: step() > Visit.paused_step)


def names_a_broken_file():
    """The dialog says which file and why, and the run is still there."""
    Visit.program.press("Pause")
    wait_for("it is paused", lambda: Visit.program.find("Resume").is_enabled)
    broken = Path(os.environ["HOME"], "broken.safetensors")
    broken.write_bytes(b"This is no model.")
    open_by_dialog(broken)
    wait_for("the file is named", lambda: Visit.program.shows("broken.safetensors"))
    desk.screenshot("4-broken-file")
    desk.type_keys("Escape")
    wait_for("the message is gone", lambda: not Visit.program.shows("broken.safetensors"))
    assert Visit.program.find("Resume").is_enabled


def open_by_dialog(path):
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys("ctrl+o")
    wait_for("the file dialog is there", lambda: Visit.program.shows("Open Model"))
    desk.type_keys("ctrl+l")
    desk.type_text(str(path))
    desk.type_keys("Return")


def closing_saves():
    """Closing the window while it trains loses nothing."""
    before = step()
    Visit.program.press("Resume")
    wait_for("it goes on", lambda: step() > before)
    assert Visit.program.close() == 0
    assert newest_stored_step() > before


def resets_and_comes_back():
    """While it trains: paused, put aside, and undone to the same step."""
    start()
    wait_for("the run is found", lambda: Visit.program.find("Resume").is_enabled)
    before = step()
    Visit.program.press("Resume")
    wait_for("it goes on", lambda: step() > before)
    desk.type_keys("F10")
    wait_for("the menu is open", lambda: Visit.program.find_all("Reset Everything…"))
    desk.type_keys("r")
    wait_for("it asks", lambda: Visit.program.shows("Reset Everything?"))
    desk.screenshot("9-reset")
    desk.type_keys("alt+r")
    wait_for("the copy is named", lambda: Visit.program.shows("before-reset-"))
    wait_for("there is nothing to resume", lambda: not Visit.program.find("Resume").is_enabled)
    assert not MODELS.exists()
    (kept,) = MODELS.parent.glob("before-reset-*/models")
    stored = int(desk.newest_model(kept)["global_step"])
    undo_reset()
    wait_for("the run is back", lambda: Visit.program.find("Resume").is_enabled)
    assert step() == stored == newest_stored_step()
    assert Visit.program.close() == 0


def undo_reset():
    """On a machine that is busy the first click may not come through to the window, which has just
    had a dialog over it: as long as the toast offers it, it is pressed again."""
    for _ in range(3):
        desk.xdotool("windowactivate", "--sync", Visit.program.window)
        Visit.program.press("Undo", -1)
        with contextlib.suppress(AssertionError):
            wait_for("the toast closes", lambda: not Visit.program.shows("before-reset-"),
                     desk.PATIENCE / 6)
            return
    raise AssertionError("the toast cannot be pressed")


def quits_from_a_dialog():
    """Ctrl+Q ends the program also while a modal dialog has the keyboard."""
    # Away from what has a tooltip: where its window comes and goes at that moment, GTK (4.8) may
    # find no monitor for it and asks that of its size all the same (gdk_x11_surface_layout_popup).
    desk.xdotool("mousemove", 0, 0)
    for keys in ("ctrl+comma", "ctrl+o"):
        start()
        desk.xdotool("windowactivate", "--sync", Visit.program.window)
        desk.type_keys(keys)
        wait_for("a dialog is open", lambda: len(Visit.program.windows()) > 1)
        desk.type_keys("ctrl+q")
        assert Visit.program.process.wait(timeout=desk.PATIENCE) == 0, keys


def speaks_chinese():
    if not Path(LOCALE_DIR, "zh_CN/LC_MESSAGES/inkling.mo").exists():
        raise tap.Skip(f"no translations are installed in {LOCALE_DIR}")
    start("训练", LANGUAGE="zh_CN")
    desk.screenshot("5-chinese")
    assert Visit.program.close() == 0


def looks_dark():
    start(ADW_DEBUG_COLOR_SCHEME="prefer-dark")
    desk.screenshot("6-dark")
    assert Visit.program.close() == 0


def survives_many_toasts():
    """One takes the other's place, and may be closed while that is still on its way out: at no
    moment of their comings and goings does a click on the close button do harm."""
    start()
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys("ctrl+v")
    toast = Visit.program.find("There is no picture on the clipboard")
    wait_for("the toast is at rest", lambda: toast.box() == (time.sleep(0.1), toast.box())[1])
    Visit.program.point_at(toast, 1.08, 0.5)
    moments = random.Random(1)
    for _ in range(40):
        desk.type_keys("ctrl+v")
        time.sleep(moments.uniform(0, 0.5))
        for number in range(moments.randint(0, 6)):
            desk.xdotool("mousemove_relative", "--", 1 if number % 2 else -1, 0, "click", 1)
        assert Visit.program.process.poll() is None
    assert Visit.program.close() == 0


def presents_from_a_narrow_window(keys):
    """Large type leaves no trace: whichever half was shown, the window is as narrow as before."""
    start()
    program = Visit.program
    desk.xdotool("windowsize", "--sync", program.window, *NARROW)
    wait_for("the form is there", lambda: showing("Recipe"))
    height = program.find("Step").box()[3]
    desk.xdotool("windowactivate", "--sync", program.window)
    desk.type_keys("F11")
    wait_for("it fills the screen", lambda: desk.place_of(program.window)[2] > 2 * NARROW[0])
    wait_for("type is larger", lambda: program.find("Step").box()[3] > height)
    desk.type_keys(*keys)
    wait_for("type is as before", lambda: program.find("Step").box()[3] == height)
    wait_for("so is the window", lambda: desk.place_of(program.window)[2:] == NARROW)
    assert program.close() == 0


tap.main([
    ("/window/three-clicks", first_digit_in_three_clicks),
    ("/window/welcome-once", welcome_is_not_repeated),
    ("/window/presents", presents),
    ("/window/opens", opens),
    ("/window/nothing-to-resume", starts_with_nothing_to_resume),
    ("/window/trains", trains),
    ("/window/reads-a-zero", reads_a_zero),
    ("/window/reads-a-one", reads_a_one),
    ("/window/clear", clear_leaves_no_answer),
    ("/window/undo-and-redo", undo_and_redo),
    ("/window/pauses", pauses),
    ("/window/quits", quits),
    ("/window/resumes", resumes_where_it_stood),
    ("/window/broken-file", names_a_broken_file),
    ("/window/closing-saves", closing_saves),
    ("/window/resets", resets_and_comes_back),
    ("/window/quits-from-a-dialog", quits_from_a_dialog),
    ("/window/chinese", speaks_chinese),
    ("/window/dark", looks_dark),
    ("/window/toasts", survives_many_toasts),
    ("/window/presents-from-a-narrow-window", lambda: presents_from_a_narrow_window(["F11"])),
    ("/window/presents-half-a-narrow-window",
     lambda: presents_from_a_narrow_window(["alt+1", "F11"])),
], after_failure=lambda number: desk.screenshot(f"failed-{number}"))
