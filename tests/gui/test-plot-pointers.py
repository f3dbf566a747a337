#!/usr/bin/python3
"""Mouse, fingers and stylus on two plots that show the same steps: each leaves the other's drag.

test-plot-pointers.py TWO-PLOTS. Needs no display, as test-pointers.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tablet  # noqa: E402
import tap  # noqa: E402

TWO_PLOTS = os.path.abspath(sys.argv[1])
WHOLE = (0, 1000)

desk = None


class Place:
    left = top = width = height = None


def at(plot, across):
    """A point in the middle of a plot's height, such a share of its width from the left."""
    return Place.left + across * Place.width, Place.top + (plot + 0.5) * Place.height


def shown(order="shown"):
    first, last, selected = desk.ask(order)
    return (int(first), int(last)), selected == "1"


def begin():
    shown("reset")
    desk.mouse_enter(*at(0, 0.4))
    desk.mouse_button(True)
    for across in (0.5, 0.6):
        desk.mouse_move(*at(0, across))
    assert shown() == (WHOLE, True), f"nothing is selected: {shown()}"


def end():
    desk.mouse_button(False)
    desk.mouse_leave()
    (first, last), selected = shown()
    assert not selected, "the selection stays"
    assert 0 < first < 500 < last < 1000, f"{first} … {last} is shown"


def test_mouse_selects():
    begin()
    end()


def test_finger_elsewhere():
    """A finger that may do nothing on the other plot ends nothing on this one."""
    begin()
    desk.touch_down(0, *at(1, 0.5))
    desk.touch_move(0, *at(1, 0.6))
    desk.touch_up(0)
    assert shown() == (WHOLE, True), f"the finger ended the selection: {shown()}"
    end()


def test_stylus_elsewhere():
    """Nor does a stylus that hovers there."""
    begin()
    desk.pen_near(*at(1, 0.5))
    desk.pen_move(*at(1, 0.6), 0)
    desk.pen_away()
    assert shown() == (WHOLE, True), f"the stylus ended the selection: {shown()}"
    end()


def test_stylus_selects():
    shown("reset")
    desk.pen_near(*at(1, 0.4))
    desk.pen_down()
    for across in (0.5, 0.6):
        desk.pen_move(*at(1, across))
    desk.pen_up()
    desk.pen_away()
    (first, last), selected = shown()
    assert not selected and 0 < first < 500 < last < 1000, f"{first} … {last} is shown"


def test_finger_moves():
    """What is zoomed follows a finger, and stops with it."""
    begin()
    end()
    (first, last), _ = shown()
    desk.touch_down(0, *at(1, 0.6))
    for across in (0.5, 0.4):
        desk.touch_move(0, *at(1, across))
    desk.touch_up(0)
    (moved_first, moved_last), selected = shown()
    assert moved_first > first and moved_last > last and not selected, \
        f"from {first} … {last} to {moved_first} … {moved_last}"


def test_ends():
    desk.close()


CASES = [
    ("/plot-pointers/mouse-selects", test_mouse_selects),
    ("/plot-pointers/finger-elsewhere", test_finger_elsewhere),
    ("/plot-pointers/stylus-elsewhere", test_stylus_elsewhere),
    ("/plot-pointers/stylus-selects", test_stylus_selects),
    ("/plot-pointers/finger-moves", test_finger_moves),
    ("/plot-pointers/ends", test_ends),
]


if __name__ == "__main__":
    desk = tablet.Desk(TWO_PLOTS, GTK_A11Y="none")
    Place.left, Place.top, Place.width, Place.height = map(int, desk.ask("where"))
    tap.main(CASES)
