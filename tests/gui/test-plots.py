#!/usr/bin/python3
"""The plots in a real window: reading, zooming, axes, comparing and exporting.

test-plots.py PROGRAM COMMAND-LINE, under with-display.sh. The run that is plotted is made by the
command line beforehand.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import csv
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, COMMAND_LINE = map(os.path.abspath, sys.argv[1:3])
HOME = Path(os.environ["HOME"])
STEPS = 3000
EARLIER_STEPS = 4000
PLOTS = ("Loss plot", "Accuracy plot", "Learning rate plot")
WHEEL_UP, WHEEL_DOWN = 4, 5
MIDDLE = 2


class Visit:
    program = None


def train(folder, steps):
    subprocess.run([COMMAND_LINE, "train", "--dataset", "builtin", "--hidden", "16", "--steps",
                    str(steps), "--models", folder], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return Path(folder, f"mnist_model-{steps}.safetensors")


def described(name="Loss plot"):
    return Visit.program.find(name).description


def read_step(name="Loss plot"):
    """The step a plot's description is about."""
    match = re.match(r"Step ([\d,]+): ", described(name))
    return int(match[1].replace(",", "")) if match else None


def is_zoomed():
    return bool(Visit.program.find_all("Show the whole run"))


def point_at(name, across, down=0.5):
    Visit.program.point_at(Visit.program.find(name), across, down)


def step_at(across):
    """What is read there. It must not be the end of the run, which is read where nothing is pointed
    at, and therefore first: so no other step is taken for this one."""
    point_away()
    point_at("Loss plot", across)
    return wait_for("a step is read", lambda: read_step() not in (None, STEPS) and read_step())


def point_away():
    Visit.program.point_at(Visit.program.find("Drawing canvas"), 0.5, 0.5)
    wait_for("nothing is pointed at", lambda: read_step() == STEPS)


def choose(mnemonic):
    """An entry of the plots' menu. A pointer that a closed dialog leaves behind is moved first."""
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    point_away()
    Visit.program.press("Plots menu")
    wait_for("the menu is open", lambda: Visit.program.find_all("Zoom In"))
    desk.type_keys(mnemonic)


def type_path(path):
    desk.type_keys("ctrl+a")
    desk.type_text(str(path))
    desk.type_keys("Return")


def shows_the_run():
    train(HOME / ".local/share/inkling/models", STEPS)
    Visit.program = desk.Program(EXECUTABLE)
    wait_for("the run is there", lambda: read_step() == STEPS)
    assert "Batch" in described() and "Validation" in described(), described()
    assert re.search(r"Validation [\d.]+ %.*; Test [\d.]+ %", described("Accuracy plot"))
    summary = Visit.program.find("Training plots").description
    assert re.fullmatch(r"Loss [\d.]+, falling; [\d.]+ % of test digits", summary), summary
    desk.screenshot("plots-1-run")


def reads_all_at_one_step():
    point_at("Loss plot", 0.5)
    wait_for("a step is read", lambda: read_step() not in (None, STEPS))
    wait_for("all plots read it", lambda: len({read_step(name) for name in PLOTS}) == 1)
    assert 0.3 * STEPS < read_step() < 0.7 * STEPS, described()
    desk.screenshot("plots-2-reading")
    point_away()


def wheel_zooms_where_it_points():
    middle = step_at(0.5)
    assert not is_zoomed()
    desk.xdotool("click", "--repeat", 6, WHEEL_UP)
    wait_for("it is zoomed", is_zoomed)
    assert abs(step_at(0.5) - middle) <= 100
    first, last = step_at(0.2), step_at(0.9)
    assert middle - STEPS / 3 < first < last < middle + STEPS / 3, (first, last)
    desk.screenshot("plots-3-zoomed")
    point_at("Loss plot", 0.5)
    desk.xdotool("click", "--repeat", 10, WHEEL_DOWN)
    wait_for("everything is shown", lambda: not is_zoomed())


def drag_selects_and_pans():
    loss = Visit.program.find("Loss plot")
    first, last = step_at(0.4), step_at(0.7)
    Visit.program.drag(loss, [(0.4, 0.5), (0.5, 0.5), (0.6, 0.5), (0.7, 0.5)])
    wait_for("it is zoomed", is_zoomed)
    assert abs(step_at(0.99) - last) <= 100, (step_at(0.99), last)
    assert abs(step_at(0.1) - first) <= 200, (step_at(0.1), first)

    Visit.program.drag(loss, [(0.4, 0.5), (0.6, 0.5), (0.8, 0.5)], button=MIDDLE)
    wait_for("it has moved back", lambda: step_at(0.99) < last - 100)
    point_at("Loss plot", 0.5)
    desk.xdotool("click", "--repeat", 2, "--delay", 50, 1)
    wait_for("a double click shows everything", lambda: not is_zoomed())


def keys_do_the_same():
    Visit.program.drag(Visit.program.find("Loss plot"), [(0.5, 0.5)])
    point_away()
    desk.type_keys("Left", "Left")
    wait_for("two points back", lambda: read_step() == STEPS - 100)
    desk.type_keys("plus", "plus", "plus")
    wait_for("it is zoomed", is_zoomed)
    desk.type_keys("Home")
    wait_for("the first point is read", lambda: read_step() == 100)
    desk.type_keys("shift+Right", "minus")
    assert is_zoomed()
    desk.type_keys("0")
    wait_for("everything is shown", lambda: not is_zoomed())
    desk.type_keys("Escape")
    wait_for("nothing is read", lambda: read_step() == STEPS)


def axes_are_kept():
    """A logarithmic axis has early steps in the middle; it is still so after a restart."""
    choose("s")
    wait_for("the middle is early", lambda: step_at(0.5) < 0.25 * STEPS)
    desk.screenshot("plots-4-logarithmic")
    assert Visit.program.close() == 0
    Visit.program = desk.Program(EXECUTABLE)
    wait_for("the run is there", lambda: read_step() == STEPS)
    wait_for("the middle is early", lambda: step_at(0.5) < 0.25 * STEPS)
    choose("s")
    wait_for("it is not any more", lambda: step_at(0.5) > 0.35 * STEPS)


def export(name, expected):
    choose("e")
    wait_for("the file dialog is there", lambda: Visit.program.shows("Export Plots"))
    type_path(HOME / name)
    return wait_for(f"{expected} is written",
                    lambda: (HOME / expected).exists() and (HOME / expected).read_bytes())


def exports_a_picture():
    """Its suffix is appended, and then asked about."""
    picture = export("plots", "plots.png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width > 1000 and height > 1000, (width, height)
    (desk.ARTEFACTS / "plots-5-exported.png").write_bytes(picture)

    (HOME / "plots.png").write_bytes(b"mine")
    export("plots", "plots.png")
    wait_for("it asks", lambda: Visit.program.shows("Replace File?"))
    desk.type_keys("Escape")
    wait_for("it asks no more", lambda: not Visit.program.shows("Replace File?"))
    assert (HOME / "plots.png").read_bytes() == b"mine"


def exports_drawings():
    drawing = xml.etree.ElementTree.fromstring(export("plots.svg", "plots.svg"))
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(drawing.iter())) > 100
    document = export("plots.pdf", "plots.pdf")
    assert document.startswith(b"%PDF-") and document.rstrip().endswith(b"%%EOF")


def exports_a_table():
    table = export("plots.csv", "plots.csv").decode()
    rows = list(csv.DictReader(table.splitlines()))
    assert [int(row["step"]) for row in rows] == list(range(100, STEPS + 1, 100))
    assert all(0 < float(row["loss"]) < 10 for row in rows)
    assert 0.5 < float(rows[-1]["test_accuracy"]) <= 1


def tells_why_it_cannot_export():
    choose("e")
    wait_for("the file dialog is there", lambda: Visit.program.shows("Export Plots"))
    type_path("/proc/plots.svg")
    wait_for("it says so", lambda: Visit.program.shows("Could Not Export"))
    desk.type_keys("Escape")
    wait_for("the message is gone", lambda: not Visit.program.shows("Could Not Export"))


def compare_with(path):
    choose("c")
    wait_for("the file dialog is there", lambda: Visit.program.shows("Compare with a Run"))
    desk.type_keys("ctrl+l")
    type_path(path)


def compares():
    """An earlier, longer run makes room for itself and is named."""
    earlier = train(HOME / "earlier", EARLIER_STEPS)
    compare_with(earlier)
    wait_for("it is named", lambda: Visit.program.shows(f"Dimmed, in brackets: {earlier.name}"))
    wait_for("there is room for it", lambda: step_at(0.5) > 0.5 * STEPS)
    desk.screenshot("plots-6-compared")
    Visit.program.press("Stop comparing")
    wait_for("it is not named", lambda: not is_comparing())
    point_at("Loss plot", 0.99)
    wait_for("its end is the end", lambda: read_step() == STEPS)


def is_comparing():
    return bool(Visit.program.find_all("Stop comparing"))


def tells_why_it_cannot_compare():
    broken = HOME / "broken.safetensors"
    broken.write_bytes(b"no model")
    compare_with(broken)
    wait_for("it says so", lambda: Visit.program.shows("Could Not Compare"))
    assert Visit.program.shows("broken.safetensors")
    desk.type_keys("Escape")
    wait_for("the message is gone", lambda: not Visit.program.shows("Could Not Compare"))
    assert not is_comparing()
    assert Visit.program.close() == 0


tap.main([
    ("/plots/shows-the-run", shows_the_run),
    ("/plots/reads-all-at-one-step", reads_all_at_one_step),
    ("/plots/wheel", wheel_zooms_where_it_points),
    ("/plots/drag", drag_selects_and_pans),
    ("/plots/keys", keys_do_the_same),
    ("/plots/axes-are-kept", axes_are_kept),
    ("/plots/export-picture", exports_a_picture),
    ("/plots/export-drawings", exports_drawings),
    ("/plots/export-table", exports_a_table),
    ("/plots/export-failure", tells_why_it_cannot_export),
    ("/plots/compare", compares),
    ("/plots/compare-failure", tells_why_it_cannot_compare),
], after_failure=lambda number: desk.screenshot(f"plots-failed-{number}"))
