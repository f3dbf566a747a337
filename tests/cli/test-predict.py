"""The same 7 in PNG files of every kind is read the same; what is no picture is named.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import glob
import json
import shutil
import struct
import subprocess
import zlib

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


def convert(name, *arguments):
    """The 7 as another program writes it."""
    path = home.file("seven.png")
    write_png(path, 60, 60, 8, 0, grey_rows(seven(), 8, 0, 1))
    subprocess.run(["convert", path, *arguments, home.file(name)], check=True)
    return home.file(name)


def kind(name, *arguments):
    def run():
        assert answer(convert(name, *arguments)) == 7
    return run


def webp():
    """Where gdk-pixbuf has a reader for it; else the sentence says so."""
    path = convert("seven.webp", "-define", "webp:lossless=true")
    result = home.run("predict", model(), path, "--json")
    if result.code == 1:
        assert "seven.webp: this computer lacks the reader" in result.err, result.err
        raise tap.Skip("no WebP here")
    assert result.lines()[0]["digit"] == 7, result.out


def cut_off(name, *arguments):
    """Half a picture is not read as if the rest were paper."""
    def run():
        path = convert(name, *arguments)
        with open(path, "rb") as file:
            whole = file.read()
        with open(path, "wb") as file:
            file.write(whole[:len(whole) * 2 // 3])
        result = home.run("predict", model(), path)
        assert result.code == 1 and result.out == "", result.out
        assert name in result.err, result.err
    return run


def large_photograph():
    """48 megapixels."""
    assert answer(convert("large.jpg", "-resize", "8000x6000!", "-quality", "85")) == 7


def wrong_name(real, false):
    """A file is what it holds, whatever it is called."""
    def run():
        path = convert(f"named{real}")
        shutil.move(path, home.file(f"named{false}"))
        assert answer(home.file(f"named{false}")) == 7
    return run


def ink_named_png():
    path = home.file("ink.png")
    with open(path, "w", encoding="utf-8") as file:
        file.write('\n{"strokes": [[[0, 0], [60, 0], [25, 100]]]}\n')
    result = home.run("predict", model(), path, "--json")
    assert [line["file"] for line in result.lines()] == [f"{path}:1"], result.err


def other_files():
    """What is no picture is called what it is, and a model is one whatever its name."""
    path = home.file("seven.png")
    write_png(path, 60, 60, 8, 0, grey_rows(seven(), 8, 0, 1))
    named_oddly = home.file("model.dat")
    shutil.copy(model(), named_oddly)
    home.tiny_dataset()
    digits = glob.glob(home.file("tiny", "*-images-*"))[0]
    result = home.run("predict", named_oddly, path, model(), digits, home.path, "--json")
    assert [line["digit"] for line in result.lines()] == [7], result.err
    assert result.code == 1 and "this is a model" in result.err, result.err
    assert "this is a data set" in result.err and len(result.err.splitlines()) == 3, result.err
    for command in ("info", "evaluate"):
        result = home.run(command, path)
        assert result.code == 1 and "this is a picture" in result.err, result.err


ORIENTED = {  # which pixel of the upright picture (side n) lies at x, y of one turned that way
    1: lambda x, y, n: (x, y), 2: lambda x, y, n: (n - x, y),
    3: lambda x, y, n: (n - x, n - y), 4: lambda x, y, n: (x, n - y),
    5: lambda x, y, n: (y, x), 6: lambda x, y, n: (n - y, x),
    7: lambda x, y, n: (n - y, n - x), 8: lambda x, y, n: (y, n - x),
}


def notes(orientation, order=">"):
    """EXIF with nothing but what is up."""
    start = {">": b"MM\0*", "<": b"II*\0"}[order]
    return start + struct.pack(f"{order}IHHHIHHI", 8, 1, 274, 3, 1, orientation, 0, 0)


def oriented(orientation):
    """Turned as a camera writes it, and read as if it were upright: by PNG's notes, before or
    behind the pixels, JPEG's and TIFF's."""
    def run():
        def read(path):
            result = home.run("predict", model(), path, "--json")
            assert result.code == 0, result.err
            return result.lines()[0]["probabilities"]

        upright = grey_rows(seven(), 8, 0, 1)
        place = ORIENTED[orientation]
        turned = [bytes(upright[place(x, y, 59)[1]][place(x, y, 59)[0]] for x in range(60))
                  for y in range(60)]
        path = home.file("turned.png")
        write_png(home.file("upright.png"), 60, 60, 8, 0, upright)
        write_png(path, 60, 60, 8, 0, turned)
        expected = read(home.file("upright.png"))
        with open(path, "rb") as file:
            whole = file.read()
        for order, at in ((">", 33), ("<", len(whole) - 12)):
            body = b"eXIf" + notes(orientation, order)
            with open(home.file("noted.png"), "wb") as file:
                file.write(whole[:at] + struct.pack(">I", len(body) - 4) + body
                           + struct.pack(">I", zlib.crc32(body)) + whole[at:])
            assert read(home.file("noted.png")) == expected

        subprocess.run(["convert", path, "-quality", "100", home.file("turned.jpg")], check=True)
        with open(home.file("turned.jpg"), "rb") as file:
            whole = file.read()
        body = b"Exif\0\0" + notes(orientation)
        with open(home.file("noted.jpg"), "wb") as file:
            file.write(whole[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
            file.write(whole[2:])
        assert all(abs(a - b) < 0.05 for a, b in zip(read(home.file("noted.jpg")), expected))

        names = ["TopLeft", "TopRight", "BottomRight", "BottomLeft",
                 "LeftTop", "RightTop", "RightBottom", "LeftBottom"]
        subprocess.run(["convert", path, "-orient", names[orientation - 1],
                        home.file("noted.tif")], check=True)
        assert read(home.file("noted.tif")) == expected
    return run


def coordinates():
    """Ink as large, as small and as flat as numbers can be is read, or refused in words."""
    big, tiny = 3.4e38, 1e-45
    readable = [[[big, 0], [-big, big]], [[big, big], [big, big]], [[tiny, 0], [0, tiny]],
                [[1e-300, 0], [0, 1e-300]], [[1e38, 1e38], [1e38, 1e38 * 1.0001]],
                [[0, 0]], [[-big, -big]], [[1, 1], [1, 1], [1, 1]], [[0, big], [1e-38, 7]]]
    path = home.file("extreme.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for stroke in readable:
            file.write(json.dumps({"strokes": [stroke]}) + "\n")
    result = home.run("predict", model(), path, "--json")
    assert result.code == 0 and len(result.lines()) == len(readable), result.err
    for line in result.lines():
        assert all(0 <= p <= 1 for p in line["probabilities"]), line
    for refused in ("1e39", "1e400", "-1e39", "9" * 60, "NaN", "Infinity"):
        with open(path, "w", encoding="utf-8") as file:
            file.write('{"strokes": [[[%s, 0], [1, 1]]]}\n' % refused)
        result = home.run("predict", model(), path, "--json")
        assert result.code == 1 and "extreme.jsonl, line 1" in result.err, (refused, result.err)


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
    ("/predict/ink-coordinates", coordinates),
    ("/predict/jpeg", kind("a.jpg")),
    ("/predict/jpeg-grey", kind("a.jpg", "-colorspace", "Gray")),
    ("/predict/jpeg-progressive", kind("a.jpg", "-interlace", "Plane")),
    ("/predict/jpeg-for-print", kind("a.jpg", "-colorspace", "CMYK")),
    ("/predict/jpeg-large", large_photograph),
    ("/predict/gif", kind("a.gif")),
    ("/predict/gif-transparent", kind("a.gif", "-transparent", "white")),
    ("/predict/gif-moving", kind("a.gif", "(", "+clone", "-rotate", "90", ")", "-loop", "0")),
    ("/predict/bmp", kind("a.bmp")),
    ("/predict/tiff", kind("a.tif", "-compress", "LZW")),
    ("/predict/tiff-tiles", kind("a.tif", "-define", "tiff:tile-geometry=32x32")),
    ("/predict/tiff-16", kind("a.tif", "-depth", "16")),
    ("/predict/tiff-pages", kind("a.tif", "(", "+clone", "-rotate", "90", ")")),
    ("/predict/webp", webp),
    ("/predict/cut-off/jpeg", cut_off("cut.jpg")),
    ("/predict/cut-off/jpeg-progressive", cut_off("cut.jpg", "-interlace", "Plane")),
    ("/predict/cut-off/gif", cut_off("cut.gif")),
    ("/predict/cut-off/bmp", cut_off("cut.bmp", "-type", "TrueColor")),
    ("/predict/cut-off/tiff", cut_off("cut.tif", "-compress", "None",
                                      "-define", "tiff:rows-per-strip=4")),
    ("/predict/jpeg-named-png", wrong_name(".jpg", ".png")),
    ("/predict/png-named-jsonl", wrong_name(".png", ".jsonl")),
    ("/predict/gif-without-suffix", wrong_name(".gif", "")),
    ("/predict/png-named-model", wrong_name(".png", ".safetensors")),
    ("/predict/ink-named-png", ink_named_png),
    ("/predict/other-files", other_files),
    *[(f"/predict/oriented-{n}", oriented(n)) for n in ORIENTED],
    ("/predict/several", several),
    ("/predict/blank", blank),
    ("/predict/empty-file", bad(b"")),
    ("/predict/text", bad(b"this is no picture\n")),
    ("/predict/truncated", bad(png_bytes()[:90])),
    ("/predict/huge-size", bad(png_bytes(0x7fffffff, 0x7fffffff))),
    ("/predict/flipped-byte", bad(png_bytes()[:60] + b"\xff" + png_bytes()[61:])),
])
