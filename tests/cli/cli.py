"""Runs inkling-cli in a home of its own and makes the files it is given.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import glob
import json
import os
import random
import struct
import subprocess
import tempfile
import zlib

PROGRAM = os.path.abspath(os.environ["INKLING_CLI"])

CELL, GAP, ZOOM = 60, 4, 2  # pixels of a drawn sheet of samples

# A network and reports so small that a run takes a moment.
SMALL = ["--hidden", "32", "--batch", "50", "--threads", "2", "--json",
         "--report-every", "50", "--evaluate-every", "100", "--save-every", "100"]


class Result:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def events(self, name):
        return [line for line in self.lines() if line.get("event") == name]


class Home:
    """A folder that is $HOME, holds a small data set and goes away at the end."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="inkling-cli-")
        self.path = self.folder.name
        self.environment = dict(os.environ, HOME=self.path,
                                XDG_DATA_HOME=os.path.join(self.path, "data"))
        self.environment.pop("INKLING_MNIST", None)

    def file(self, *parts):
        return os.path.join(self.path, *parts)

    def run(self, *arguments, **more_environment):
        command = [PROGRAM, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=self.path,
                              timeout=1200, stdin=subprocess.DEVNULL,
                              env=dict(self.environment, **more_environment))
        return Result(done)

    def start(self, *arguments, **how):
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
        return subprocess.Popen([PROGRAM, *map(str, arguments)], encoding="utf-8", cwd=self.path,
                                env=self.environment, **how)

    def small_run(self, folder, *arguments):
        """The arguments of a run that learns from the small data set."""
        return ["train", "--dataset", self.tiny_dataset(), "--models", self.file(folder), *SMALL,
                *arguments]

    def train(self, folder, *arguments):
        result = self.run(*self.small_run(folder, *arguments))
        assert result.code == 0, result.err
        return result

    def newest(self, folder):
        """(step, path) of the checkpoint with the highest step in its own metadata."""
        found = []
        for path in glob.glob(self.file(folder, "*.safetensors")):
            with open(path, "rb") as file:
                length = struct.unpack("<Q", file.read(8))[0]
                metadata = json.loads(file.read(length))["__metadata__"]
            found.append((int(metadata["global_step"]), path))
        return max(found)

    def tiny_dataset(self):
        """600 + 100 pictures in four IDX files: a bright square whose place tells the digit."""
        folder = self.file("tiny")
        if not os.path.isdir(folder):
            os.mkdir(folder)
            write_idx_pair(folder, "train", 600, seed=1)
            write_idx_pair(folder, "t10k", 100, seed=2)
        return folder


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def write_idx_pair(folder, name, n_images, seed):
    generator = random.Random(seed)
    labels = bytes(i % 10 for i in range(n_images))
    images = bytearray()
    for label in labels:
        picture = bytearray(784)
        top, left = 2 + 12 * (label // 5), 1 + 5 * (label % 5)
        for y in range(top, top + 10):
            for x in range(left, left + 5):
                picture[y * 28 + x] = generator.randrange(100, 256)
        images += picture
    with open(os.path.join(folder, f"{name}-images-idx3-ubyte"), "wb") as file:
        file.write(struct.pack(">IIII", 0x803, n_images, 28, 28) + images)
    with open(os.path.join(folder, f"{name}-labels-idx1-ubyte"), "wb") as file:
        file.write(struct.pack(">II", 0x801, n_images) + labels)


def read_grey(path):
    """(width, height, rows of bytes) of a PNG in 8 bits grey without interlacing."""
    data = contents(path)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, body = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[at + 8:at + 18])
            assert (depth, colour) == (8, 0)
        if kind == b"IDAT":
            body += data[at + 8:at + 8 + length]
        at += 12 + length
    return width, height, unfilter(zlib.decompress(body), width, height)


def unfilter(raw, width, height):
    above, rows = bytes(width), []
    for y in range(height):
        kind, *line = raw[y * (width + 1):(y + 1) * (width + 1)]
        for x in range(width):
            left, up = (line[x - 1] if x else 0), above[x]
            corner = above[x - 1] if x else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda value: abs(guess - value))
            line[x] = (line[x] + (0, left, up, (left + up) // 2, paeth)[kind]) % 256
        above = bytes(line)
        rows.append(above)
    return rows


def pictures(path):
    """{(row, column): the 28 rows of that picture, 255 = ink}"""
    width, height, rows = read_grey(path)
    cells = {}
    for row in range(height // CELL):
        for column in range(width // CELL):
            top, left = row * CELL + GAP, column * CELL + GAP
            cells[row, column] = [
                bytes(255 - value for value in rows[top + y * ZOOM][left:left + 28 * ZOOM:ZOOM])
                for y in range(28)]
    return cells


def seven(side=60):
    """Rows of floats, 0 = paper, 1 = ink: a 7 with a thick pen."""
    rows = []
    for y in range(side):
        row = []
        for x in range(side):
            u, v = x / side, y / side
            bar = 0.18 < v < 0.26 and 0.22 < u < 0.75
            leg = 0.2 < v < 0.85 and abs(u - (0.72 - 0.45 * (v - 0.2))) < 0.045
            row.append(1.0 if bar or leg else 0.0)
        rows.append(row)
    return rows


def write_png(path, width, height, depth, colour, scanlines, palette=None, opacities=None):
    """scanlines: rows of packed bytes without filter type; opacities: those of the palette."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)))
        if palette is not None:
            file.write(chunk(b"PLTE", palette))
        if opacities is not None:
            file.write(chunk(b"tRNS", opacities))
        file.write(chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in scanlines))))
        file.write(chunk(b"IEND", b""))


def pack(values, depth):
    """Whole numbers of 1, 2, 4, 8 or 16 bits, as bytes."""
    if depth == 16:
        return struct.pack(f">{len(values)}H", *values)
    per_byte = 8 // depth
    values = values + [0] * (-len(values) % per_byte)
    line = bytearray()
    for i in range(0, len(values), per_byte):
        byte = 0
        for value in values[i:i + per_byte]:
            byte = byte << depth | value
        line.append(byte)
    return bytes(line)


def pixel_rows(rows, depth, ink, paper):
    """Packs a picture; ink and paper give each channel as a share of its largest value."""
    largest = 2 ** depth - 1
    return [pack([round((p + (i - p) * value) * largest)
                  for value in row for i, p in zip(ink, paper)], depth) for row in rows]


def grey_rows(rows, depth, ink, paper):
    return pixel_rows(rows, depth, [ink], [paper])
