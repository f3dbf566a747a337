#!/usr/bin/python3
"""Mouse, fingers and stylus on the sheet: each stroke is of the one that began it, to its end.

test-pointers.py SHEET. Needs no display: the desk (tablet.py) is one, with real devices as far as
the program's toolkit can tell. A stroke is a straight line, so that whatever another device adds to
it is seen.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tablet  # noqa: E402
import tap  # noqa: E402

SHEET = os.path.abspath(sys.argv[1])
SIDE = 280          # of the sheet, in its own units
NEAR = 1.0          # of these units: pixels lie on no round ones
FROM, VIA, TO = (40, 60), (140, 140), (240, 220)
LINE = (FROM, TO)
SPACE, RIGHT = 57, 106  # keys

desk = None


class Ink:
    """What is on the sheet: strokes of (x, y, pressure)."""

    def __init__(self, answer):
        self.growing, self.n_undo = answer[0] == "1", int(answer[1])
        self.strokes = []
        numbers = [float(number) for number in answer[2:]]
        while numbers:
            n_points = int(numbers.pop(0))
            points, numbers = numbers[:3 * n_points], numbers[3 * n_points:]
            self.strokes.append(list(zip(points[0::3], points[1::3], points[2::3])))


def ask(order="ink"):
    return Ink(desk.ask(order))


def glance():
    return ask("glance")


def at(place):
    """Where a place on the sheet is on the window's surface."""
    left, top, side = Desk.place
    return left + place[0] * side / SIDE, top + place[1] * side / SIDE


class Desk:
    place = None


def between(start, end, n=10):
    return [(start[0] + (end[0] - start[0]) * i / n, start[1] + (end[1] - start[1]) * i / n)
            for i in range(1, n + 1)]


class Mouse:
    def down(self, place):
        desk.mouse_enter(*at(place))
        desk.mouse_button(True)

    def move(self, place):
        desk.mouse_move(*at(place))

    def up(self):
        desk.mouse_button(False)
        desk.mouse_leave()


class Finger:
    def __init__(self, number=0):
        self.number = number

    def down(self, place):
        desk.touch_down(self.number, *at(place))

    def move(self, place):
        desk.touch_move(self.number, *at(place))

    def up(self):
        desk.touch_up(self.number)


class Stylus:
    def __init__(self, kind=tablet.PEN):
        self.kind = kind

    def down(self, place):
        desk.pen_near(*at(place), self.kind)
        desk.pen_down()

    def move(self, place, pressure=0.5):
        desk.pen_move(*at(place), pressure)

    def up(self):
        desk.pen_up()
        desk.pen_away()


def draw(device, start, end, n=10):
    device.down(start)
    for place in between(start, end, n):
        device.move(place)
    device.up()


def assert_line(stroke, start, end, what):
    for x, y, _ in stroke:
        share = (x - start[0]) / (end[0] - start[0])
        line = start[1] + share * (end[1] - start[1])
        assert abs(y - line) <= NEAR and -0.02 <= share <= 1.02, \
            f"{what}: ({x}, {y}) is not between {start} and {end}"
    for end_point, place in ((stroke[0], start), (stroke[-1], end)):
        assert max(abs(end_point[0] - place[0]), abs(end_point[1] - place[1])) <= NEAR, \
            f"{what}: it goes from {stroke[0]} to {stroke[-1]}, not from {start} to {end}"


def assert_strokes(ink, what, *lines):
    assert not ink.growing, f"{what}: the stroke has no end"
    assert len(ink.strokes) == len(lines), \
        f"{what}: {len(ink.strokes)} strokes, not {len(lines)}: {ink.strokes}"
    for stroke, (start, end) in zip(ink.strokes, lines):
        assert_line(stroke, start, end, what)


def put_away():
    """A new sheet, with nothing left over from the case before."""
    ask("undo")
    ask("new")


DEVICES = {
    "mouse": Mouse(),
    "finger": Finger(),
    "stylus": Stylus(),
    "second finger": Finger(1),
}


def test_draws():
    """Each draws the line it is led along, as one step to undo."""
    for name, device in DEVICES.items():
        before = ask("new").n_undo
        draw(device, *LINE)
        ink = ask()
        assert_strokes(ink, name, LINE)
        assert ink.n_undo == before + 1, f"{name}: {ink.n_undo - before} steps to undo"


def test_pressure():
    ask("new")
    pen = Stylus()
    pen.down(FROM)
    for i, place in enumerate(between(*LINE)):
        pen.move(place, (i + 1) / 10)
        glance()
    pen.up()
    pressures = [pressure for _, _, pressure in ask().strokes[0]]
    assert pressures == sorted(pressures) and pressures[-1] > 0.85, f"pressures {pressures}"


def test_eraser_end():
    """A stylus upside down rubs out, whatever tool was chosen, in one step."""
    before = ask("new").n_undo
    draw(Mouse(), *LINE)
    draw(Stylus(tablet.ERASER), (240, 60), (40, 220))
    ink = ask()
    assert len(ink.strokes) == 2 and not ink.growing, f"{ink.strokes}"
    assert ink.n_undo == before + 2, f"{ink.n_undo - before} steps to undo"
    assert_strokes(ask("undo"), "undone", LINE)


def test_eraser_tool():
    """The eraser in hand: each rubs out, much faster than it is wide, as one step."""
    for name, device in DEVICES.items():
        ask("new")
        draw(Mouse(), *LINE)
        before = ask("erase").n_undo
        draw(device, (240, 60), (40, 220), n=1)
        ink = ask()
        assert len(ink.strokes) == 2, f"{name}: {len(ink.strokes)} strokes"
        assert ink.n_undo == before + 1, f"{name}: {ink.n_undo - before} steps to undo"
        assert_strokes(ask("undo"), f"{name}, undone", LINE)


def wiggle(device):
    draw(device, (200, 60), (60, 200))


def jiggle():
    desk.mouse_enter(*at((30, 200)))
    for place in between((30, 200), (120, 250)):
        desk.mouse_move(*at(place))
    desk.mouse_leave()


def click(button):
    desk.mouse_enter(*at((30, 200)))
    desk.mouse_button(True, button)
    desk.mouse_move(*at((90, 200)))
    desk.mouse_button(False, button)
    desk.mouse_leave()


def hover():
    desk.pen_near(*at((30, 200)))
    for place in between((30, 200), (120, 250)):
        desk.pen_move(*at(place), 0)
    desk.pen_away()


def look_away():
    desk.focus(False)
    desk.settle()
    desk.focus(True)


def press_keys():
    for code in (RIGHT, SPACE, RIGHT, RIGHT, SPACE):
        desk.key(code)
    desk.settle()


def press_other_button(button):
    desk.mouse_button(True, button)
    desk.mouse_button(False, button)


def press_barrel():
    desk.pen_button(True)
    desk.pen_button(False)


# What happens in the middle of a stroke: name, what, and the devices whose stroke it is then.
MEANWHILE = [
    ("the mouse moves", jiggle, ("finger", "stylus")),
    ("the mouse is clicked", lambda: click(tablet.PRIMARY), ("finger", "stylus")),
    ("the mouse's other button is clicked", lambda: click(tablet.SECONDARY), ("finger", "stylus")),
    ("the mouse draws", lambda: wiggle(Mouse()), ("finger", "stylus")),
    ("its other button is pressed", lambda: press_other_button(tablet.SECONDARY), ("mouse",)),
    ("its barrel's button is pressed", press_barrel, ("stylus",)),
    ("another finger draws", lambda: wiggle(Finger(2)), ("mouse", "finger", "stylus")),
    ("two fingers draw", lambda: (wiggle(Finger(2)), wiggle(Finger(3))), ("finger", "stylus")),
    ("a finger is taken away", lambda: (Finger(2).down(VIA), desk.touch_cancel()), ("stylus",)),
    ("a stylus hovers", hover, ("mouse", "finger")),
    ("a stylus draws", lambda: wiggle(Stylus()), ("mouse",)),
    ("a stylus rubs out", lambda: wiggle(Stylus(tablet.ERASER)), ("mouse",)),
    ("the keyboard goes elsewhere", look_away, ("mouse", "finger", "stylus")),
    ("keys are pressed", press_keys, ("mouse", "finger", "stylus")),
]


def meanwhile(name, happens, owner):
    """The stroke goes on as if nothing had happened."""
    def case():
        device = DEVICES[owner]
        before = ask("new").n_undo
        device.down(FROM)
        for place in between(FROM, VIA):
            device.move(place)
        assert glance().growing, f"{owner}: the stroke ended by itself"
        happens()
        assert glance().growing, f"{owner}: the stroke ended when {name}"
        for place in between(VIA, TO):
            device.move(place)
        device.up()
        ink = ask()
        assert_strokes(ink, f"{owner}, {name}", LINE)
        assert ink.n_undo == before + 1, f"{owner}, {name}: {ink.n_undo - before} steps to undo"
        draw(device, *LINE)
        assert_strokes(ask(), f"{owner}, after {name}", LINE, LINE)
    return f"/pointers/{owner}/{name}".replace(" ", "-"), case


def test_palm():
    """The hand comes down before the stylus it holds: nothing of it stays, not even to undo."""
    for erasing in (False, True):
        ask("new")
        draw(Mouse(), *LINE)
        before = ask("erase" if erasing else "ink").n_undo
        palm = Finger()
        palm.down((240, 60))
        for place in between((240, 60), (140, 140)):
            palm.move(place)
        glance()
        draw(Stylus(), (20, 240), (60, 240))
        for place in between((140, 140), (40, 220)):
            palm.move(place)
        palm.up()
        ink = ask()
        if erasing:
            assert_strokes(ink, "a palm with the eraser", LINE)
            assert ink.n_undo == before, f"{ink.n_undo - before} steps to undo"
            ask("undo")
        else:
            assert_strokes(ink, "a palm", LINE, ((20, 240), (60, 240)))
            assert ink.n_undo == before + 1, f"{ink.n_undo - before} steps to undo"


def test_touch_is_taken():
    """The desktop takes fingers for a gesture of its own: they have not drawn."""
    before = ask("new").n_undo
    finger = Finger()
    finger.down(FROM)
    finger.move(VIA)
    assert glance().growing
    desk.touch_cancel()
    ink = ask()
    assert not ink.growing and not ink.strokes and ink.n_undo == before, \
        f"{ink.strokes}, {ink.n_undo - before} steps to undo"


def test_barrel_alone():
    """Only the tip and the first button draw."""
    ask("new")
    desk.pen_near(*at(FROM))
    desk.pen_button(True)
    desk.pen_move(*at(VIA), 0)
    desk.pen_button(False)
    desk.pen_away()
    click(tablet.SECONDARY)
    ink = ask()
    assert not ink.strokes and not ink.growing, f"{ink.strokes}"


def assert_lost(what):
    """The stroke ended where it was, and every device can draw again."""
    ink = ask()
    assert not ink.growing and len(ink.strokes) == 1, f"{what}: {ink.strokes}, {ink.growing}"
    assert_line(ink.strokes[0], FROM, VIA, what)
    for name, device in DEVICES.items():
        ask("new")
        draw(device, *LINE)
        assert_strokes(ask(), f"{name} after {what}", LINE)


def begin(device):
    ask("new")
    device.down(FROM)
    for place in between(FROM, VIA):
        device.move(place)
    glance()


def test_stylus_goes():
    """Lifted beyond the tablet's reach, or its battery died: no release is told."""
    begin(Stylus())
    desk.pen_away()
    assert_lost("a stylus that went")


def test_sheet_goes():
    """Another page is shown, or the sheet cannot be drawn on for a while."""
    for name, device in DEVICES.items():
        for gone, back in (("hide", "show"), ("disable", "enable")):
            begin(device)
            ask(gone)
            device.move(TO)
            device.up()
            ask(back)
            assert_lost(f"{name}, {gone}")


def test_leaves_window():
    """With its button held, a mouse may leave the sheet and come back."""
    ask("new")
    mouse = Mouse()
    mouse.down(FROM)
    for place in between(FROM, VIA):
        mouse.move(place)
    mouse.move((SIDE + 150, 140))
    mouse.move(VIA)
    for place in between(VIA, TO):
        mouse.move(place)
    mouse.up()
    ink = ask()
    assert len(ink.strokes) == 1 and not ink.growing, f"{ink.strokes}"
    assert max(x for x, _, _ in ink.strokes[0]) == SIDE, "it did not follow to the sheet's edge"
    assert abs(ink.strokes[0][-1][0] - TO[0]) <= NEAR, f"{ink.strokes[0][-1]}"


def test_keys_and_pointers():
    """The keyboard's stroke ends where a pointer begins one; arrows lead no pointer's stroke."""
    ask("new")
    for code in (SPACE, RIGHT, RIGHT):
        desk.key(code)
    assert glance().growing
    draw(Mouse(), *LINE)
    ink = ask()
    assert len(ink.strokes) == 2 and not ink.growing, f"{ink.strokes}"
    assert_line(ink.strokes[1], *LINE, "the mouse after the keys")
    desk.key(RIGHT)
    assert len(ask().strokes) == 2


def test_undone_under_the_tip():
    """What was undone while it was drawn does not come back."""
    for name, device in DEVICES.items():
        begin(device)
        ask("undo")
        device.move(TO)
        device.up()
        ink = ask()
        assert not ink.strokes and not ink.growing, f"{name}: {ink.strokes}"


def test_unplugged():
    """The tablet's cable is pulled out in a stroke: last, for it is not plugged in again."""
    begin(Stylus())
    desk.pen_away()
    desk.unplug()
    del DEVICES["stylus"]
    assert_lost("an unplugged stylus")


def test_ends():
    """The window closes, and nothing of it is kept by a device that drew on it."""
    desk.close()


CASES = [
    ("/pointers/draws", test_draws),
    ("/pointers/pressure", test_pressure),
    ("/pointers/eraser-end", test_eraser_end),
    ("/pointers/eraser-tool", test_eraser_tool),
    *[meanwhile(name, happens, owner) for name, happens, owners in MEANWHILE for owner in owners],
    ("/pointers/palm", test_palm),
    ("/pointers/touch-is-taken", test_touch_is_taken),
    ("/pointers/barrel-alone", test_barrel_alone),
    ("/pointers/stylus-goes", test_stylus_goes),
    ("/pointers/sheet-goes", test_sheet_goes),
    ("/pointers/leaves-window", test_leaves_window),
    ("/pointers/keys-and-pointers", test_keys_and_pointers),
    ("/pointers/undone-under-the-tip", test_undone_under_the_tip),
    ("/pointers/unplugged", test_unplugged),
    ("/pointers/ends", test_ends),
]


if __name__ == "__main__":
    desk = tablet.Desk(SHEET, GTK_A11Y="none")
    Desk.place = tuple(int(number) for number in desk.ask("where"))
    tap.main(CASES)
