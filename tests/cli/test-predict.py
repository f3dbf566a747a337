"""The same 7 in PNG files of every kind is read the same; what is no picture is named.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import struct

import tap
from cli import Home, grey_rows, pack, pixel_rows, seven, write_png

RGB, GREY_ALPHA, RGBA = 2, 4, 6  # PNG's numbers of the kinds of pixels

home = Home()


def model():
    """A network trained for a moment on the built-in digits; made once."""
    path = home.file("m")
    if not model.trained:
        result = home.run("train", "--dataset", "builtin", "--recipe", "fast", "--steps", "1500",
                          "--models", path, "--json")
        assert result.code == 0, result.err
        model.trained = result.events("checkpoint")[-1]["path"]
    return model.trained


model.trained = None


def answer(path):
    result = home.run("predict", model(), path, "--json")
    assert result.code == 0, result.err
    line = result.lines()[0]
    assert sorted(line) == ["digit", "file", "probabilities", "unsure"], line
    assert line["file"] == path and len(line["probabilities"]) == 10
    assert abs(sum(line["probabilities"]) - 1) < 1e-5
    return line["digit"]


def grey(depth, ink, paper, side=60):
    def run():
        path = home.file("seven.png")
        write_png(path, side, side, depth, 0, grey_rows(seven(side), depth, ink, paper))
        assert answer(path) == 7
    return run


def coloured(colour, depth, ink, paper):
    """colour: PNG's number of the kind of pixel; ink and paper: their channels, 0 to 1."""
    def run():
        path = home.file("coloured.png")
        write_png(path, 60, 60, depth, colour, pixel_rows(seven(), depth, ink, paper))
        assert answer(path) == 7
    return run


def palette(depth, opacities=None):
    """Blue ink on yellowish paper, or black on black that cannot be seen."""
    def run():
        colours = [255, 255, 240, 0, 0, 90] if opacities is None else [0] * 6
        rows = [pack([1 if value else 0 for value in row], depth) for row in seven()]
        path = home.file("palette.png")
        write_png(path, 60, 60, depth, 3, rows, bytes(colours), opacities)
        assert answer(path) == 7
    return run


def uneven_paper():
    """A shadow across the page, as in a photograph."""
    side = 200
    rows = []
    for y, row in enumerate(seven(side)):
        line = bytearray()
        for x, value in enumerate(row):
            paper = 235 - 110 * (x + y) / (2 * side)
            line.append(int(paper * (0.35 if value else 1.0)))
        rows.append(bytes(line))
    path = home.file("photo.png")
    write_png(path, side, side, 8, 0, rows)
    assert answer(path) == 7


def bad(contents, said=""):
    def run():
        path = home.file("bad.png")
        with open(path, "wb") as file:
            file.write(contents)
        good = home.file("good.png")
        write_png(good, 60, 60, 8, 0, grey_rows(seven(), 8, 0, 1))
        result = home.run("predict", model(), path, good, "--json")
        assert result.code == 1
        assert "bad.png" in result.err and said in result.err, result.err
        assert [line["digit"] for line in result.lines()] == [7], "the good one is still read"
    return run


def png_bytes(width=60, height=60):
    path = home.file("bytes.png")
    write_png(path, 60, 60, 8, 0, grey_rows(seven(), 8, 0, 1))
    with open(path, "rb") as file:
        data = bytearray(file.read())
    data[16:24] = struct.pack(">II", width, height)
    return bytes(data)


def several():
    """One line a file, in the order they were named."""
    paths = [home.file(f"{name}.png") for name in "cab"]
    for path in paths:
        write_png(path, 60, 60, 8, 0, grey_rows(seven(), 8, 0, 1))
    result = home.run("predict", model(), *paths)
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert [line.split(":")[0] for line in lines] == paths
    assert all(": 7 (" in line for line in lines), lines


def blank():
    path = home.file("blank.png")
    write_png(path, 40, 40, 8, 0, [b"\xff" * 40] * 40)
    result = home.run("predict", model(), path)
    assert result.code == 1 and "blank.png" in result.err, result.err


def ink_file():
    path = home.file("seven.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for scale in (1, 3):
            points = [[0, 0], [60 * scale, 0], [25 * scale, 100 * scale]]
            file.write('{"strokes": [%s]}\n' % points)
    result = home.run("predict", model(), path, "--json")
    lines = result.lines()
    assert result.code == 0 and len(lines) == 2, result.err
    assert lines[0]["probabilities"] == lines[1]["probabilities"], "size must not matter"


tap.main([
    *[(f"/predict/grey-{depth}-dark-on-light", grey(depth, 0, 1)) for depth in (1, 2, 4, 8, 16)],
    *[(f"/predict/grey-{depth}-light-on-dark", grey(depth, 1, 0)) for depth in (1, 2, 4, 8, 16)],
    ("/predict/large", grey(8, 0.1, 0.9, 700)),
    ("/predict/small", grey(8, 0, 1, 28)),
    *[(f"/predict/rgb-{depth}", coloured(RGB, depth, [0.1, 0.1, 0.5], [1, 0.95, 0.9]))
      for depth in (8, 16)],
    *[(f"/predict/palette-{depth}", palette(depth)) for depth in (1, 2, 4, 8)],
    ("/predict/palette-transparent", palette(8, bytes([0, 255]))),
    *[(f"/predict/opaque-{depth}", coloured(RGBA, depth, [0, 0, 0, 1], [1, 1, 1, 1]))
      for depth in (8, 16)],
    *[(f"/predict/black-on-nothing-{depth}", coloured(RGBA, depth, [0, 0, 0, 1], [0, 0, 0, 0]))
      for depth in (8, 16)],
    ("/predict/white-on-nothing", coloured(RGBA, 8, [1, 1, 1, 1], [1, 1, 1, 0])),
    ("/predict/grey-and-alpha", coloured(GREY_ALPHA, 8, [0, 1], [1, 1])),
    ("/predict/grey-on-nothing", coloured(GREY_ALPHA, 16, [0.2, 1], [0.2, 0])),
    ("/predict/uneven-paper", uneven_paper),
    ("/predict/ink-file", ink_file),
    ("/predict/several", several),
    ("/predict/blank", blank),
    ("/predict/empty-file", bad(b"")),
    ("/predict/text", bad(b"this is no picture\n")),
    ("/predict/truncated", bad(png_bytes()[:90])),
    ("/predict/huge-size", bad(png_bytes(0x7fffffff, 0x7fffffff))),
    ("/predict/flipped-byte", bad(png_bytes()[:60] + b"\xff" + png_bytes()[61:])),
])
