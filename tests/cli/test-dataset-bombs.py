"""A small file that asks for much is refused in a sentence, or read with little memory.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import gzip
import io
import os
import resource
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import tap
from cli import PROGRAM, Home

LIMIT = 1 << 30       # bytes of address space, as by “ulimit -v”
RESIDENT = 640 << 10  # kilobytes: half of the space at most, and libraries
N_MANY = 600_000      # pictures: 470 MB unpacked
PIECE = 1 << 20

home = Home()


def packer_of(kind):
    return zlib.compressobj(9, zlib.DEFLATED, kind)


def repeat(header, byte, n_bytes, kind=31):
    """header and n_bytes times the same byte, gzipped (31) or deflated (-15), in pieces."""
    packer, piece = packer_of(kind), bytes([byte]) * PIECE
    packed = [packer.compress(header)]
    packed += [packer.compress(piece) for _ in range(n_bytes // PIECE)]
    packed += [packer.compress(bytes([byte]) * (n_bytes % PIECE)), packer.flush()]
    return b"".join(packed)


def images_header(n):
    return struct.pack(">IIII", 0x803, n, 28, 28)


def labels_header(n):
    return struct.pack(">II", 0x801, n)


def make(folder, images, labels):
    """Both parts are the same two files."""
    Path(home.file(folder)).mkdir()
    for part in ("train", "t10k"):
        Path(home.file(folder, f"{part}-images-idx3-ubyte.gz")).write_bytes(images)
        Path(home.file(folder, f"{part}-labels-idx1-ubyte.gz")).write_bytes(labels)
    return home.file(folder)


def verify(which):
    """(exit code, standard error), and the most memory that any child has had."""
    done = subprocess.run([PROGRAM, "dataset", "verify", which], capture_output=True,
                          encoding="utf-8", env=home.environment, stdin=subprocess.DEVNULL,
                          timeout=250, preexec_fn=lambda: resource.setrlimit(
                              resource.RLIMIT_AS, (LIMIT, LIMIT)))
    assert done.returncode in (0, 1), (done.returncode, done.stderr)
    resident = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert resident < RESIDENT or "SANITIZER" in os.environ, resident
    return done.returncode, done.stderr


def refuses(which, *said):
    code, error = verify(which)
    assert code == 1 and len(error.splitlines()) == 1, (code, error)
    assert any(part in error for part in said), error


def claims():
    """A header that claims what such a file cannot hold is not believed."""
    few = gzip.compress(images_header(3) + bytes(3 * 784))
    for n in (0xffffffff, 0x7fffffff, 1_000_000):
        name = f"claims-{n}"
        refuses(make(name, gzip.compress(images_header(n) + bytes(784)),
                     gzip.compress(labels_header(n) + bytes(3))), "cut off", "larger than")
        refuses(make(name + "-labels", few, gzip.compress(labels_header(n))), "cut off",
                "not as many", "larger than")


def counts_first():
    """A million pictures are not unpacked for three labels."""
    refuses(make("counts", repeat(images_header(N_MANY), 0, N_MANY * 784),
                 gzip.compress(labels_header(3) + bytes(3))), "not as many")


def white():
    """Pictures full of ink take three times their size: more than there is."""
    refuses(make("white", repeat(images_header(N_MANY), 255, N_MANY * 784),
                 repeat(labels_header(N_MANY), 1, N_MANY)), "not enough memory")


def white_later():
    """The first pictures promise that the others will be empty, too."""
    n_first = 1000
    header = images_header(N_MANY) + bytes(n_first * 784)
    refuses(make("white-later", repeat(header, 255, (N_MANY - n_first) * 784),
                 repeat(labels_header(N_MANY), 1, N_MANY)), "not enough memory")


def black():
    """Empty pictures take hardly any memory, however many they are."""
    code, error = verify(make("black", repeat(images_header(N_MANY), 0, N_MANY * 784),
                              repeat(labels_header(N_MANY), 1, N_MANY)))
    assert code == 0, error


def packed_twice():
    inner = repeat(images_header(9), 0, 200 * PIECE)
    labels = gzip.compress(labels_header(9) + bytes(9))
    refuses(make("twice", gzip.compress(inner), labels), "longer than")
    refuses(make("empty-members", gzip.compress(b"") * 20000, labels), "empty")


def zeros_behind():
    """Padding up to the end of a block is no reason to read a disk to its end."""
    folder = make("zeros", gzip.compress(images_header(9) + bytes(9 * 784)),
                  gzip.compress(labels_header(9) + bytes(9)))
    for n_bytes in (1 << 30, 1 << 36):
        os.truncate(os.path.join(folder, "train-labels-idx1-ubyte.gz"), n_bytes)
        refuses(folder, "follows the end", "larger than")


def npy(shape):
    text = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def archive(members):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return memory.getvalue()


def put(name, data):
    Path(home.file(name)).write_bytes(data)
    return home.file(name)


def npz_claims():
    def arrays(n):
        return [(f"{name}.npy", npy(shape) + bytes(9)) for name, shape in (
            ("x_train", f"({n}, 28, 28)"), ("y_train", f"({n},)"),
            ("x_test", f"({n}, 28, 28)"), ("y_test", f"({n},)"))]

    for n in (1_000_000, 10 ** 14):
        refuses(put(f"claims-{n}.npz", archive(arrays(n))), "cut off")


def npz_sizes():
    """The directory's sizes are claims like all others: of the content, and of what is packed."""
    whole = archive([(f"{kind}_{part}.npy", npy(f"(9{shape})") + bytes(9 * size))
                     for part in ("train", "test")
                     for kind, shape, size in (("x", ", 28, 28", 784), ("y", ",", 1))])
    for field, at in (("packed", 20), ("content", 24), ("offset", 42), ("name", 28)):
        entry = whole.index(b"PK\x01\x02")
        for value in (b"\xff\xff\xff\x7f", b"\xfe\xff\xff\xff"):
            size = 2 if field == "name" else 4
            spoilt = whole[:entry + at] + value[:size] + whole[entry + at + size:]
            refuses(put(f"sizes-{field}.npz", spoilt), "damaged", "cut off")


def npz_directory():
    """A directory of gigabytes, or one that is nowhere."""
    end = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 1, 1, 0x7fffffff, 4, 0)
    path = put("directory.npz", b"PK\x03\x04")
    with open(path, "r+b") as file:
        file.seek(1 << 31)
        file.write(end)
    refuses(path, "larger than")
    with open(path, "r+b") as file:
        file.truncate(1 << 29)
        file.seek(1 << 29)
        file.write(struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 1, 1, 1 << 28, 4, 0))
    refuses(path, "too many files")
    refuses(put("nowhere.npz", b"PK\x03\x04" + end), "damaged")


tap.main([
    ("/bombs/claims", claims),
    ("/bombs/counts-first", counts_first),
    ("/bombs/white", white),
    ("/bombs/white-later", white_later),
    ("/bombs/black", black),
    ("/bombs/packed-twice", packed_twice),
    ("/bombs/zeros-behind", zeros_behind),
    ("/bombs/npz-claims", npz_claims),
    ("/bombs/npz-sizes", npz_sizes),
    ("/bombs/npz-directory", npz_directory),
])
