#!/usr/bin/python3
"""Writes what the fuzz targets begin from: make-seeds.py INKLING-CLI FOLDER

A folder a target, with a few small sound files and some that are wrong in one place. Models and
their like are written by the program itself.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import gzip
import io
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

SIDE = 28


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, colour, extra=b"", interlaced=0):
    """A picture of all zero bits."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = b"\0" + bytes((width * depth * channels + 7) // 8)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
            + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))


def seven(width=SIDE, height=SIDE):
    """The digit, dark on light, one byte a pixel."""
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for x in range(width // 4, 3 * width // 4):
        rows[height // 4][x] = 0
    for step in range(height // 2):
        rows[height // 4 + step][3 * width // 4 - 1 - step * width // (2 * height)] = 0
    return [bytes(row) for row in rows]


def png_seeds():
    rows = b"".join(b"\0" + row for row in seven())
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    yield "seven", (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                    + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    for depth, colour in ((1, 0), (2, 0), (4, 0), (16, 0), (8, 2), (16, 2), (8, 4), (16, 6)):
        yield f"kind-{depth}-{colour}", png(9, 7, depth, colour)
    yield "palette", png(8, 8, 4, 3, chunk(b"PLTE", bytes(range(48))) + chunk(b"tRNS", b"\0\x80"))
    yield "interlaced", png(20, 20, 8, 0, interlaced=1)
    yield "text", png(4, 4, 8, 0, chunk(b"zTXt", b"key\0\0" + zlib.compress(b"a" * 1000)))
    yield "gamma", png(4, 4, 8, 2, chunk(b"gAMA", struct.pack(">I", 45455)))


def picture_seeds():
    """As another program writes them; without it, PNG alone."""
    yield from png_seeds()
    grey = b"P5 %d %d 255\n" % (SIDE, SIDE) + b"".join(seven())
    for kind in ("jpg", "gif", "bmp", "tiff", "webp"):
        try:
            done = subprocess.run(["convert", "pgm:-", f"{kind}:-"], input=grey, check=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            continue
        yield kind, done.stdout


def number_seeds():
    texts = ("5,000", "5.000", "1e-3", "0,5", "1 234 567,8", "1’000", "−7", "٣٫٥", "１２", "+.5",
             "0x10", "300,100", "none", "18446744073709551615")
    for number, text in enumerate(texts):
        yield str(number), text.encode()


def idx(*shape, kind=8):
    n = 1
    for size in shape:
        n *= size
    data = bytes(i % 10 for i in range(n))
    return struct.pack(f">BBBB{len(shape)}I", 0, 0, kind, len(shape), *shape) + data


def idx_seeds():
    """The first byte is the target's: 1 = labels, 2 = to be packed."""
    images, labels = idx(3, SIDE, SIDE), idx(3)
    for packed in (0, 2):
        yield f"images-{packed}", bytes([packed]) + images
        yield f"labels-{packed}", bytes([1 + packed]) + labels
    yield "packed-before", b"\0" + gzip.compress(images)
    yield "padded", b"\1" + gzip.compress(labels) + bytes(64)
    yield "many", b"\2" + struct.pack(">IIII", 0x803, 1 << 20, SIDE, SIDE) + bytes(9000)


def npy(array_type, shape, data):
    header = f"{{'descr': '{array_type}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header + data


def npz(method, n_training=30, n_test=20):
    """As Keras keeps MNIST."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for part, n in (("train", n_training), ("test", n_test)):
            pictures = bytes(i % 251 for i in range(n * SIDE * SIDE))
            archive.writestr(f"x_{part}.npy", npy("|u1", (n, SIDE, SIDE), pictures))
            archive.writestr(f"y_{part}.npy",
                             npy("|u1", f"({n},)", bytes(i % 10 for i in range(n))))
    return file.getvalue()


def archive_seeds():
    yield "stored", npz(zipfile.ZIP_STORED)
    yield "deflated", npz(zipfile.ZIP_DEFLATED)


def ink_seeds():
    yield "one", b'{"label": 7, "strokes": [[[0, 0], [10, 0], [4, 20]]]}\n'
    yield "two", (b'{"strokes":[[[1.5,2],[3,4e2]],[[-5,6]]]}\n'
                  b'{"label":0,"strokes":[[[1,1],[2,2]]]}\n')
    yield "large", b'{"strokes":[[[3e38,0],[-3e38,2e38]]]}\n'
    yield "empty", b'{"label": 1, "strokes": []}\n\n'


def json_seeds():
    yield "flat", b'{"a": "b", "c": [1, 2.5e3, true, null]}'
    yield "deep", b"[[[[[[[[[[1]]]]]]]]]]"
    yield "escaped", b'{"a\\u0041\\n": "\\ud834\\udd1e"}'


def paper_seeds():
    for width, height in ((28, 28), (64, 40), (200, 120)):
        yield f"{width}x{height}", struct.pack("<H", width - 1) + b"".join(seven(width, height))
    yield "blank", struct.pack("<H", 30) + b"\xc8" * 900


def strokes_seeds():
    yield "seven", struct.pack("<6f", 0, 0, 10, 0, 4, 20)
    yield "two", struct.pack("<8f", 0, 0, 1, 1, float("nan"), 0, 5, 5)
    yield "wide", struct.pack("<4f", -3e38, 0, 3e38, 1e-40)
    yield "dot", struct.pack("<2f", 7, 7)


def recipe_seeds():
    small = "hidden 8\nbatch 4\n"
    yield "small", small.encode()
    yield "one", (small + "batch 1\nstrangers 0.5\nmix 0.25\n").encode()
    yield "none", b"hidden none\nbatch 3\nlearning_rate 1000\n"
    yield "best", (small + "momentum 0.9\nschedule cosine\nschedule_steps 1\nelastic 1\n"
                   "elastic_sigma 4\nrotation 10\nscale 0.1\nthickness 0.5\n").encode()


def download_seeds():
    yield "whole", b'"tag"\n' + gzip.compress(bytes(16))
    yield "cut", b'"tag"\n' + gzip.compress(bytes(16))[:-5]
    yield "page", b"\n<html><body>Sign in</body></html>"


def arguments_seeds():
    """The first byte chooses the command: train, info, predict, export."""
    yield "train", b"\0--steps\n10\n--hidden\n300,100\n--recipe\nbest\n--seed\n7\n--l2\n1e-4"
    yield "info", b"\1--json\nbundled"
    yield "predict", b"\2bundled\na.png\n--json"
    yield "export", b"\3--format\nonnx\nbundled\na.onnx"
    yield "small", b"\3--format\nsmall\n--force\nbundled\n--\n-a.safetensors"


def run(cli, *arguments):
    subprocess.run([cli, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def write_data_set(folder, n_training=60, n_test=20):
    for part, n in (("train", n_training), ("t10k", n_test)):
        (folder / f"{part}-images-idx3-ubyte").write_bytes(idx(n, SIDE, SIDE))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(idx(n))


def model_seeds(cli):
    """Small ones: no hidden units, a few, with momentum, in half precision."""
    kinds = {
        "plain": ["--hidden", "none"],
        "hidden": ["--hidden", "2"],
        "momentum": ["--hidden", "1", "--momentum", "0.9"],
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_data_set(folder)
        for kind, options in kinds.items():
            models = folder / kind
            run(cli, "train", "--dataset", folder, "--models", models, "--batch", 10, "--steps", 4,
                "--report-every", 2, "--evaluate-every", 2, "--threads", 1, *options)
            newest = max(models.glob("*.safetensors"), key=lambda path: path.stat().st_mtime)
            yield kind, newest.read_bytes()
            if kind == "hidden":
                small = folder / "small.safetensors"
                run(cli, "export", "--format", "small", newest, small)
                yield "small", small.read_bytes()
    yield "short", struct.pack("<Q", 2) + b"{}"


def header_seeds(models):
    for name, data in models:
        length = struct.unpack("<Q", data[:8])[0]
        yield name, data[:8 + length]
    header = {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}
    text = json.dumps(header).encode()
    yield "plain", struct.pack("<Q", len(text)) + text + bytes(8)


def main(cli, folder):
    models = list(model_seeds(cli))
    seeds = {
        "archive": archive_seeds(),
        "arguments": arguments_seeds(),
        "download": download_seeds(),
        "idx": idx_seeds(),
        "ink": ink_seeds(),
        "json": json_seeds(),
        "model": models,
        "paper": paper_seeds(),
        "number": number_seeds(),
        "picture": picture_seeds(),
        "png": png_seeds(),
        "recipe": recipe_seeds(),
        "strokes": strokes_seeds(),
        "tensor-header": header_seeds(models),
    }
    for target, files in seeds.items():
        place = Path(folder, target)
        place.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            (place / name).write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
