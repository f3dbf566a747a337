"""What is on the screen, out of the memory of the X server that with-display.sh started.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import struct
import zlib
from dataclasses import dataclass

# Fields of the file's header, which is that of an X window dump: numbers of four bytes.
HEADER_SIZE, WIDTH, HEIGHT, BYTES_PER_LINE, N_COLOURS = 0, 4, 5, 12, 19
N_FIELDS = 25
COLOUR_SIZE = 12
PIXEL_SIZE = 4  # blue, green, red, nothing


def take(x=0, y=0, width=None, height=None):
    """A picture of the screen, or of what is on it of a box."""
    with open(os.environ["INKLING_FRAMEBUFFER"], "rb") as file:
        content = memoryview(file.read())
    fields = struct.unpack(f">{N_FIELDS}I", content[:4 * N_FIELDS])
    pixels = content[fields[HEADER_SIZE] + COLOUR_SIZE * fields[N_COLOURS]:]
    left, right = max(x, 0), min(x + (width or fields[WIDTH]), fields[WIDTH])
    top, bottom = max(y, 0), min(y + (height or fields[HEIGHT]), fields[HEIGHT])
    lines = (pixels[i * fields[BYTES_PER_LINE]:] for i in range(top, bottom))
    return Picture(right - left, bottom - top, b"".join(
        line[PIXEL_SIZE * left:PIXEL_SIZE * right] for line in lines))


@dataclass
class Picture:
    width: int
    height: int
    pixels: bytes

    def count_colours(self):
        return len(set(memoryview(self.pixels).cast("I")))

    def save(self, path):
        """As PNG, packed in a hurry."""
        lines = bytearray((1 + 3 * self.width) * self.height)
        rgb = bytearray(3 * self.width * self.height)
        for channel in range(3):
            rgb[channel::3] = self.pixels[2 - channel::PIXEL_SIZE]
        for i in range(self.height):
            start = i * (1 + 3 * self.width) + 1
            lines[start:start + 3 * self.width] = rgb[3 * self.width * i:3 * self.width * (i + 1)]

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(
                ">I", zlib.crc32(kind + data))

        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                         + chunk(b"IDAT", zlib.compress(lines, 1)) + chunk(b"IEND", b""))
