#!/usr/bin/python3
"""Drawings and pictures of digits that leave the real window and come into it: files by dialog and
by drop, the clipboard, and what cannot be read.

test-drawing-files.py PROGRAM COMMAND-LINE-PROGRAM, under with-display.sh. The cases follow one
another; screenshots are kept under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, COMMAND = (os.path.abspath(path) for path in sys.argv[1:3])
FOLDER = Path(os.environ["HOME"], "drawings")
UNREADABLE = "No Digit Can Be Read in This"

SEVEN = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.5), (0.45, 0.85)]
ONE = {"strokes": [[[500, 100], [500, 900]]]}


class Visit:
    """What one case leaves for the next."""

    program = None


def start(**options):
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE, **options)
    wait_for("it says “Train”", lambda: Visit.program.shows("Train"))


def start_with(*files):
    Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE, *map(str, files))


def press_keys(*keys):
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys(*keys)


def answer():
    return Visit.program.find("Answer").description


def reads(start_of_answer):
    wait_for(f"the answer is {start_of_answer}", lambda: answer().startswith(start_of_answer))


def draw(points):
    Visit.program.drag(Visit.program.find("Drawing canvas"), points)


def choose(keys, title, path):
    """Answers the file dialog that the keys open."""
    press_keys(keys)
    (window,) = wait_for(f"“{title}” is asked", lambda: desk.xdotool(
        "search", "--onlyvisible", "--name", f"^{title}$"))
    desk.xdotool("windowactivate", "--sync", window)
    desk.type_keys("ctrl+a")
    desk.type_text(str(path))
    desk.type_keys("Return")
    wait_for("the dialog is gone", lambda: not desk.xdotool(
        "search", "--onlyvisible", "--name", f"^{title}$"))


def import_file(path):
    choose("ctrl+i", "Import Drawing", path)


def write_png(path, width, height, bright):
    """A grey PNG whose pixels bright(x, y) gives."""
    rows = b"".join(b"\0" + bytes(bright(x, y) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    path.write_bytes(b"\x89PNG\r\n\x1a\n"
                     + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def predict(path):
    done = subprocess.run([COMMAND, "predict", "--json", path], capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout.splitlines()[0])["digit"]


def exports():
    """PNG, SVG and ink, each read again by another program as the same digit."""
    FOLDER.mkdir()
    start()
    draw(SEVEN)
    reads("7")
    for suffix in ("png", "svg", "jsonl"):
        path = FOLDER / f"seven.{suffix}"
        choose("ctrl+shift+e", "Export Drawing", path)
        wait_for(f"{path.name} is there", path.exists)
    subprocess.run(["xmllint", "--noout", FOLDER / "seven.svg"], check=True)
    svg = (FOLDER / "seven.svg").read_text(encoding="utf-8")
    assert "<path" in svg and "<image" not in svg
    subprocess.run(["rsvg-convert", "-w", "300", FOLDER / "seven.svg", "-o",
                    FOLDER / "drawn.png"], check=True)
    for name in ("seven.png", "drawn.png", "seven.jsonl"):
        assert predict(FOLDER / name) == 7, name


def imports_ink():
    """On a sheet of another size, and without the rest of the file."""
    (FOLDER / "ones.jsonl").write_text(f"{json.dumps(ONE)}\n{json.dumps(ONE)}\n",
                                       encoding="utf-8")
    import_file(FOLDER / "ones.jsonl")
    reads("1")
    wait_for("it says so", lambda: Visit.program.shows(
        "The file holds several drawings; this is the first"))
    desk.screenshot("files-1-ink")
    press_keys("ctrl+z")
    reads("7")


def imports_a_picture():
    """A bright line on a dark board; the drawing is a step back, and a stroke replaces it."""
    write_png(FOLDER / "board.png", 300, 200,
              lambda x, y: 240 if 140 < x < 155 and 30 < y < 170 else 40)
    import_file(FOLDER / "board.png")
    reads("1")
    desk.screenshot("files-2-picture")
    assert not Visit.program.find("Eraser").is_enabled
    press_keys("ctrl+shift+n")
    wait_for("it is compared", lambda: Visit.program.find("Answer without normalisation"))
    press_keys("ctrl+shift+n")
    draw(SEVEN)
    reads("7")
    press_keys("ctrl+z")
    reads("1")
    press_keys("ctrl+z")
    reads("7")


def imports_a_photograph():
    """JPEG is read, too."""
    subprocess.run(["convert", FOLDER / "board.png", "-resize", "200%", FOLDER / "photo.jpg"],
                   check=True)
    import_file(FOLDER / "photo.jpg")
    reads("1")
    press_keys("ctrl+z")
    reads("7")


def takes_what_is_dropped():
    with desk.drop(FOLDER / "board.png"):
        reads("1")
    press_keys("ctrl+z")
    reads("7")


def copies_and_pastes():
    press_keys("ctrl+c")
    wait_for("it says so", lambda: Visit.program.shows("Drawing copied as a picture"))
    press_keys("Delete")
    reads("Draw")
    press_keys("ctrl+v")
    reads("7")
    assert not Visit.program.find("Eraser").is_enabled
    press_keys("ctrl+z", "ctrl+z")
    wait_for("the strokes are back", lambda: Visit.program.find("Eraser").is_enabled)


def says_what_is_wrong():
    """Nothing that cannot be read changes the sheet."""
    write_png(FOLDER / "blank.png", 60, 60, lambda x, y: 255)
    (FOLDER / "text.png").write_text("no picture", encoding="utf-8")
    (FOLDER / "cut.png").write_bytes((FOLDER / "seven.png").read_bytes()[:900])
    (FOLDER / "empty.jpg").write_bytes(b"")
    (FOLDER / "cut.jpg").write_bytes((FOLDER / "photo.jpg").read_bytes()[:20])
    (FOLDER / "huge.bmp").write_bytes(
        b"BM" + struct.pack("<IHHI", 70, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 60000, 60000, 1, 24, 0, 16, 2835, 2835, 0, 0) + bytes(16))
    (FOLDER / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    for name, reason in (
            ("blank.png", "blank.png: "), ("text.png", "this is neither a model nor a picture"),
            ("cut.png", "cut.png"), ("empty.jpg", "empty.jpg: the file is empty"),
            ("cut.jpg", "cut.jpg: "), ("huge.bmp", "huge.bmp: the picture is too large"),
            ("bad.jsonl", "bad.jsonl: “strokes” is missing"),
    ):
        import_file(FOLDER / name)
        wait_for(f"{name} is refused", lambda: Visit.program.shows(UNREADABLE))
        assert any(reason in said for said in Visit.program.says()), (name, Visit.program.says())
        desk.type_keys("Escape")
        wait_for("the dialog is gone", lambda: not Visit.program.shows(UNREADABLE))
    reads("7")
    desk.screenshot("files-3-refused")


def cannot_export_everywhere():
    start()
    draw(SEVEN)
    reads("7")
    if os.access("/proc/inkling", os.F_OK):
        raise AssertionError("/proc/inkling exists")
    choose("ctrl+shift+e", "Export Drawing", "/proc/inkling.png")
    wait_for("it says why", lambda: Visit.program.shows("The Drawing Cannot Be Exported"))
    desk.type_keys("Escape")
    reads("7")
    assert Visit.program.close() == 0


def write_digits(folder):
    """A data set of ten pictures a part, as small as one can be."""
    folder.mkdir()
    for name, count in (("train", 200), ("t10k", 10)):
        pictures = b"".join(bytes(100 + i % 10 if 200 < p < 400 else 0 for p in range(784))
                            for i in range(count))
        (folder / f"{name}-images-idx3-ubyte").write_bytes(
            struct.pack(">IIII", 0x803, count, 28, 28) + pictures)
        (folder / f"{name}-labels-idx1-ubyte").write_bytes(
            struct.pack(">II", 0x801, count) + bytes(i % 10 for i in range(count)))


def opens_from_the_command_line():
    """Whatever the files are called; the last of each sort stays, and the run of the folder is
    there although files were named."""
    (FOLDER / "picture").write_bytes((FOLDER / "board.png").read_bytes())
    (FOLDER / "strokes.txt").write_bytes((FOLDER / "seven.jsonl").read_bytes())
    start_with(FOLDER / "picture")
    reads("1")
    start_with(FOLDER / "picture", FOLDER / "strokes.txt")
    reads("7")
    assert Visit.program.find("Eraser").is_enabled


def opens_a_model_and_a_picture():
    subprocess.run([COMMAND, "train", "--dataset", "builtin", "--recipe", "fast", "--steps", "300",
                    "--models", FOLDER / "trained"], check=True, capture_output=True)
    (trained,) = (FOLDER / "trained").glob("*-300.safetensors")
    (FOLDER / "model.dat").write_bytes(trained.read_bytes())
    start_with(FOLDER / "board.png", FOLDER / "model.dat")
    wait_for("the model is named", lambda: Visit.program.shows("Step 300"))
    wait_for("the picture lies there", lambda: not Visit.program.find("Eraser").is_enabled)


def opens_anything_by_one_dialog():
    """“Open Model” takes a picture, “Import” a model."""
    press_keys("ctrl+z")
    choose("ctrl+o", "Open Model", FOLDER / "seven.png")
    wait_for("the picture lies there", lambda: not Visit.program.find("Eraser").is_enabled)
    choose("ctrl+i", "Import Drawing", FOLDER / "model.dat")
    wait_for("it is opened", lambda: Visit.program.shows("“model.dat” opened"))


def opens_a_data_set():
    """In the list of data sets, where it is chosen."""
    write_digits(FOLDER / "few")
    start_with(FOLDER / "few")
    wait_for("it is listed", lambda: Visit.program.shows("few"))
    desk.screenshot("files-4-data-set")
    desk.type_keys("Escape")
    wait_for("there is a network", lambda: Visit.program.shows("Ready-made network"))


def broken_model_at_the_start():
    """The window has a network all the same."""
    (FOLDER / "broken.safetensors").write_bytes(b"no model")
    start_with(FOLDER / "broken.safetensors")
    wait_for("it says why", lambda: Visit.program.shows("This Model Cannot Be Opened"))
    desk.type_keys("Escape")
    wait_for("there is a network", lambda: Visit.program.shows("Ready-made network"))


def unknown_at_the_start():
    (FOLDER / "words.txt").write_text("words", encoding="utf-8")
    for name, reason in (("words.txt", "neither a model nor a picture"),
                         ("missing.png", "missing.png: No such file"),
                         ("seven.svg", "pictures of this kind are not read")):
        start_with(FOLDER / name)
        wait_for(f"{name} is refused", lambda: Visit.program.shows(UNREADABLE))
        assert any(reason in said for said in Visit.program.says()), (name, Visit.program.says())
        desk.screenshot(f"files-4-{name}")
        desk.type_keys("Escape")
        wait_for("there is a network", lambda: Visit.program.shows("Ready-made network"))


def needs_no_display():
    for option, said in (("--version", "inkling "), ("--help", "FILE")):
        done = subprocess.run([EXECUTABLE, option], capture_output=True, text=True, env={
            name: value for name, value in os.environ.items() if "DISPLAY" not in name})
        assert done.returncode == 0 and said in done.stdout and done.stderr == "", done


tap.main([
    ("/drawing-files/export", exports),
    ("/drawing-files/import-ink", imports_ink),
    ("/drawing-files/import-picture", imports_a_picture),
    ("/drawing-files/import-photograph", imports_a_photograph),
    ("/drawing-files/drop", takes_what_is_dropped),
    ("/drawing-files/clipboard", copies_and_pastes),
    ("/drawing-files/bad", says_what_is_wrong),
    ("/drawing-files/command-line", opens_from_the_command_line),
    ("/drawing-files/model-and-picture", opens_a_model_and_a_picture),
    ("/drawing-files/one-dialog", opens_anything_by_one_dialog),
    ("/drawing-files/data-set", opens_a_data_set),
    ("/drawing-files/broken-model", broken_model_at_the_start),
    ("/drawing-files/unknown", unknown_at_the_start),
    ("/drawing-files/no-display", needs_no_display),
    ("/drawing-files/export-fails", cannot_export_everywhere),
], after_failure=lambda number: desk.screenshot(f"failed-files-{number}"))
