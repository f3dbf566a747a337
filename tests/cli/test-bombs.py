"""Small files that ask for much: each ends in an answer or in one sentence that names it, within
400 MB of address space, of which little is used.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import resource
import struct
import subprocess
import zlib

import tap
from cli import PROGRAM, Home, grey_rows, seven, write_png

ADDRESS_SPACE = 400 << 20
MOST_USED = 250 << 10  # kB

home = Home()


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


# Not with sanitizers, which reserve more than there is.
LIMITED = subprocess.run([PROGRAM, "--version"], preexec_fn=limit,
                         capture_output=True).returncode == 0


def predict(path):
    """Status, standard output and error of reading it; how much memory that took is looked at."""
    with open(home.file("said"), "w+b") as said, open(home.file("told"), "w+b") as told:
        done = subprocess.Popen([PROGRAM, "predict", "bundled", path], stdout=said, stderr=told,
                                stdin=subprocess.DEVNULL, env=home.environment,
                                preexec_fn=limit if LIMITED else None)
        _, status, used = os.wait4(done.pid, 0)
        done.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        told.seek(0)
        result = done.returncode, said.read().decode(), told.read().decode()
    assert result[0] in (0, 1), result
    assert not LIMITED or used.ru_maxrss < MOST_USED, (used.ru_maxrss, result)
    return result


def refused(name, contents, reason):
    def run():
        path = home.file(name)
        with open(path, "wb") as file:
            file.write(contents())
        status, said, told = predict(path)
        assert status == 1 and said == "", (status, said, told)
        assert told.count("\n") == 1 and f"{name}: " in told and reason in told, told
    return run


def answered(name, contents):
    def run():
        path = home.file(name)
        with open(path, "wb") as file:
            file.write(contents())
        status, said, told = predict(path)
        assert status == 0 and name in said, (status, said, told)
    return run


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def header(width, height, depth=8, colour=0, interlace=0):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth,
                                                             colour, 0, 0, interlace))


def packed(n_bytes, start=b""):
    """start and n_bytes zeros."""
    packer = zlib.compressobj(6)
    parts = [packer.compress(start)]
    while n_bytes > 0:
        parts.append(packer.compress(bytes(min(n_bytes, 1 << 20))))
        n_bytes -= 1 << 20
    return b"".join(parts) + packer.flush()


def png(width, height, n_bytes, depth=8, colour=0, interlace=0):
    return lambda: (header(width, height, depth, colour, interlace)
                    + chunk(b"IDAT", packed(n_bytes)) + chunk(b"IEND", b""))


def beside(kind, make_data, count):
    """A readable 7 with that many chunks of another kind before its pixels."""
    def run():
        path = home.file("beside.png")
        write_png(path, 60, 60, 8, 0, grey_rows(seven(), 8, 0, 1))
        with open(path, "rb") as file:
            whole = file.read()
        data = make_data()
        with open(path, "wb") as file:
            file.write(whole[:33] + b"".join(chunk(kind, b"k%03d" % i + data)
                                             for i in range(count)) + whole[33:])
        status, said, told = predict(path)
        assert status == 0 and ": 7 (" in said, (status, said, told)
    return run


def behind_the_pixels():
    """The pixels' own stream goes on for 256 MB."""
    rows = bytes(29 * 28)
    return header(28, 28) + chunk(b"IDAT", packed(256 << 20, rows)) + chunk(b"IEND", b"")


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(width, height, n_scans):
    """A progressive JPEG, grey, of passes that leave everything as it is."""
    def run():
        table = segment(0xDB, b"\0" + bytes([1] * 64))
        frame = segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0]))
        # one code of one bit: “16,384 blocks and more are empty”, with 14 bits of how many more
        codes = segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\xe0")
        blocks = -(-width // 8) * -(-height // 8)
        empty = bytes(-(-blocks // 16384) * 15 // 8 + 2)
        scan = segment(0xDA, bytes([1, 1, 0, 1, 63, 0])) + empty
        return b"\xff\xd8" + table + frame + codes + scan * n_scans + b"\xff\xd9"
    return run


def gif(screen, frame, n_frames):
    def run():
        start = b"GIF89a" + struct.pack("<HH", *screen) + b"\x80\0\0" + bytes([0] * 3 + [255] * 3)
        picture = (b"," + struct.pack("<HHHH", 0, 0, *frame) + b"\0"
                   + b"\x02\x02\x4c\x01\0")
        return start + picture * n_frames + b";"
    return run


def bmp(width, height):
    return lambda: (b"BM" + struct.pack("<IHHI", 70, 0, 0, 54)
                    + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 16, 1, 1, 0, 0)
                    + bytes(16))


def tiff(**tags):
    """28×28 of one byte each, but for the tags named; their numbers are SHORT or LONG."""
    numbers = {"width": 256, "height": 257, "bits": 258, "compression": 259, "photometric": 262,
               "offset": 273, "samples": 277, "rows": 278, "strip": 279, "tile_width": 322,
               "tile_height": 323, "tile_offset": 324, "tile_bytes": 325}
    whole = {"width": 28, "height": 28, "bits": 8, "compression": 1, "photometric": 1,
             "samples": 1, **tags}
    if "tile_width" not in tags:
        whole = {"offset": 4096, "rows": 28, "strip": 784, **whole}

    def run():
        entries = sorted((numbers[name], value) for name, value in whole.items())
        directory = struct.pack("<H", len(entries))
        more = b""
        for number, value in entries:
            values = value if isinstance(value, list) else [value]
            data = struct.pack(f"<{len(values)}I", *values)
            if len(values) > 1:
                more += data
                data = struct.pack("<I", 8192 + len(more) - len(data))
            directory += struct.pack("<HHI", number, 4, len(values)) + data
        data = b"II*\0" + struct.pack("<I", 8) + directory + bytes(4)
        return data.ljust(8192, b"\0") + more
    return run


def holes():
    """A picture of 100 GB that takes 4 kB on the disk."""
    path = home.file("holes.png")
    with open(path, "wb") as file:
        file.write(header(28, 28))
        file.truncate(100 << 30)
    status, _, told = predict(path)
    assert status == 1 and "holes.png: the picture is too large" in told, told


def long_ink_line():
    """A line of 3 MB takes a hundred in the parser: read or refused, but not the end."""
    path = home.file("long.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"strokes": [[' + "[0,1],[9,7]," * 250000 + "[0,0]]]}\n")
    status, _, told = predict(path)
    assert status == 0 or "long.jsonl" in told and "memory" in told, told


def many_ink_lines():
    """150 MB of nothing but line feeds, which ask for half a million pictures."""
    path = home.file("lines.jsonl")
    with open(path, "wb") as file:
        file.write(b'{"strokes": [[[0,0],[9,9]]]}\n' + b"\n" * (150 << 20))
    status, _, told = predict(path)
    assert status == 0 or "lines.jsonl" in told and "memory" in told, told


def text(said):
    return lambda: said.encode()


BLURRED = """<svg xmlns="http://www.w3.org/2000/svg" width="8100" height="8100"><defs><filter
id="f"><feGaussianBlur stdDeviation="900"/></filter></defs><rect width="8000" height="8000"
filter="url(#f)"/></svg>"""
LARGE = "too large"
WORK = "more work than any real one"
NOT_READ = "pictures of this kind are not read"
NO_INK = "nothing is drawn"

tap.main([
    ("/bombs/png/text", beside(b"zTXt", lambda: b"\0\0" + packed(4 << 20), 200)),
    ("/bombs/png/international-text", beside(b"iTXt", lambda: b"\0\1\0\0\0" + packed(64 << 20), 9)),
    ("/bombs/png/profile", beside(b"iCCP", lambda: b"\0\0" + packed(64 << 20), 9)),
    ("/bombs/png/palettes", beside(b"sPLT", lambda: b"\0\x08" + bytes(60000), 500)),
    ("/bombs/png/notes", beside(b"eXIf", lambda: bytes(1 << 20), 9)),
    ("/bombs/png/unknown", beside(b"abCd", lambda: bytes(9), 100000)),
    ("/bombs/png/one-bit", refused("bit.png", png(16384, 16384, 16384 * 2049, 1), LARGE)),
    ("/bombs/png/most-pixels", refused("most.png", png(8192, 8192, 8192 * 1025, 1), NO_INK)),
    ("/bombs/png/interlaced", refused("passes.png", png(8192, 4096, 8192 * 4100 * 2, 16, 0, 1),
                                      "passes.png")),
    ("/bombs/png/wide", refused("wide.png", png(0x7fffffff, 1, 1 << 20), LARGE)),
    ("/bombs/png/behind", refused("behind.png", behind_the_pixels, WORK)),
    ("/bombs/png/holes", holes),
    ("/bombs/jpeg/size", refused("size.jpg", jpeg(65500, 65500, 1), LARGE)),
    ("/bombs/jpeg/scans", refused("scans.jpg", jpeg(4096, 4096, 3000), WORK)),
    ("/bombs/jpeg/coefficients", refused("kept.jpg", jpeg(16000, 4000, 5), "kept.jpg")),
    ("/bombs/gif/frame", refused("frame.gif", gif((24, 24), (25671, 20587), 1), LARGE)),
    ("/bombs/gif/screen", refused("screen.gif", gif((65535, 65535), (1, 1), 1), LARGE)),
    ("/bombs/gif/frames", answered("frames.gif", gif((2000, 2000), (1, 1), 5000))),
    ("/bombs/bmp/size", refused("size.bmp", bmp(60000, 60000), LARGE)),
    ("/bombs/bmp/upside-down", refused("down.bmp", bmp(60000, -60000), LARGE)),
    ("/bombs/tiff/size", refused("size.tif", tiff(width=60000, height=60000), LARGE)),
    ("/bombs/tiff/tile", refused("tile.tif", tiff(tile_width=65520, tile_height=65520,
                                                  tile_offset=4096, tile_bytes=784), LARGE)),
    ("/bombs/tiff/samples", refused("samples.tif", tiff(samples=60000), WORK)),
    ("/bombs/tiff/strips", refused("strips.tif", tiff(width=64, height=20000, rows=1,
                                                      offset=[8] * 20000,
                                                      strip=[160000] * 20000), WORK)),
    ("/bombs/svg", refused("blur.svg", text(BLURRED), NOT_READ)),
    ("/bombs/svg-named-png", refused("blur.png", text(BLURRED), NOT_READ)),
    ("/bombs/xpm", refused("a.xpm", text("/* XPM */ static char *a[] = {}"), NOT_READ)),
    ("/bombs/heic", refused("a.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(12), NOT_READ)),
    ("/bombs/ink/line", long_ink_line),
    ("/bombs/ink/lines", many_ink_lines),
])
