#!/usr/bin/python3
"""What one draws with, in the real window: the eraser by pointer and by keys, the width of the pen.

test-drawing-tools.py PROGRAM, under with-display.sh. The cases follow one another; screenshots are
kept under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE = os.path.abspath(sys.argv[1])

SEVEN = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.5), (0.45, 0.85)]
# Between the foot of a seven and the top of it.
ACROSS = [(0.1 * i, 0.45) for i in range(1, 10)]


class Visit:
    """What one case leaves for the next."""

    program = None


def start(**options):
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE, **options)
    wait_for("it says “Train”", lambda: Visit.program.shows("Train"))


def press_keys(*keys):
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys(*keys)


def sheet():
    return Visit.program.find("Drawing canvas")


def answer():
    return Visit.program.find("Answer").description


def eraser():
    return Visit.program.find("Eraser")


def is_on(widget):
    return widget.has("pressed")


def reads_seven():
    wait_for("the answer is 7", lambda: answer().startswith("7"))


def scales():
    return [widget for widget in Visit.program.find_all("Pen width")
            if widget.role == "slider"]


def rubs_out():
    """A sweep across the drawing leaves something else, and is one step to undo."""
    start()
    assert not eraser().is_enabled
    Visit.program.drag(sheet(), SEVEN)
    reads_seven()
    before = answer()
    Visit.program.press("Eraser")
    wait_for("it is on", lambda: is_on(eraser()))
    Visit.program.drag(sheet(), ACROSS)
    wait_for("the answer is another", lambda: answer() != before)
    desk.screenshot("tools-1-eraser")
    press_keys("ctrl+z")
    wait_for("it is as before", lambda: answer() == before)


def rubs_out_by_keys():
    """Ctrl+E is the eraser's; where everything is gone, one draws again."""
    if is_on(eraser()):
        press_keys("ctrl+e")
        wait_for("it is off", lambda: not is_on(eraser()))
    press_keys("ctrl+e")
    wait_for("it is on", lambda: is_on(eraser()))
    Visit.program.drag(sheet(), [(0.9, 0.9), (0.95, 0.95)])  # gives it the keyboard
    press_keys("Down")
    wait_for("it says where", lambda: "eraser up" in sheet().description)
    press_keys("Delete")
    wait_for("the pen is back", lambda: not is_on(eraser()))

    Visit.program.drag(sheet(), [(0.5, 0.4), (0.5, 0.6)])
    wait_for("something is read", lambda: not answer().startswith("Draw"))
    press_keys("ctrl+e", "space", "Up", "Up", "Up", *["Down"] * 6)
    wait_for("all is gone", lambda: answer().startswith("Draw"))
    wait_for("the pen is back", lambda: not is_on(eraser()))


def changes_the_width():
    """The line is wider, the answer is the same to the last per cent, and the next start knows."""
    program = Visit.program
    program.drag(sheet(), SEVEN)
    reads_seven()
    before = answer()
    program.press("Pen width")
    wait_for("there is a scale", scales)
    scale = scales()[0]
    usual = scale.value
    desk.screenshot("tools-2-width")
    wait_for("the width is another", lambda: desk.type_keys("Right") or scale.value > usual + 8)
    wider = scale.value
    desk.type_keys("Escape")
    desk.screenshot("tools-3-wide")
    assert answer() == before, (answer(), before)
    assert program.close() == 0
    Visit.program = None
    start()
    Visit.program.press("Pen width")
    wait_for("the width is kept", lambda: [scale.value for scale in scales()] == [wider])
    desk.type_keys("Escape")


def presentation_keeps_the_drawing():
    """Escape ends the presentation and nothing else."""
    Visit.program.drag(sheet(), SEVEN)
    reads_seven()
    press_keys("F11")
    wait_for("it presents", lambda: not Visit.program.find_all("Main menu"))
    desk.screenshot("tools-4-presentation")
    press_keys("Escape")
    wait_for("the menu is back", lambda: Visit.program.find_all("Main menu"))
    reads_seven()


def looks():
    start(ADW_DEBUG_COLOR_SCHEME="prefer-dark")
    Visit.program.drag(sheet(), SEVEN)
    reads_seven()
    Visit.program.press("Eraser")
    Visit.program.drag(sheet(), ACROSS)
    desk.screenshot("tools-dark")
    assert Visit.program.close() == 0


tap.main([
    ("/tools/eraser", rubs_out),
    ("/tools/eraser-keys", rubs_out_by_keys),
    ("/tools/pen-width", changes_the_width),
    ("/tools/presentation", presentation_keeps_the_drawing),
    ("/tools/looks", looks),
], after_failure=lambda number: desk.screenshot(f"failed-tools-{number}"))
