"""Reads and writes .safetensors files as any program may, for the tests.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import hashlib
import json
import struct
from pathlib import Path

import numpy as np


def to_bfloat(values):
    return (values.astype("<f4").view("<u4") >> 16).astype("<u2")


def to_small_float(values, exponent_bits, mantissa_bits):
    """Of all bytes the nearest; those that stand for infinity or nothing are left out."""
    table = []
    bias = 2 ** (exponent_bits - 1) - 1
    for byte in range(128):
        exponent, mantissa = byte >> mantissa_bits, byte % 2 ** mantissa_bits
        step = 2.0 ** (max(exponent, 1) - bias - mantissa_bits)
        table.append(step * (mantissa + (2 ** mantissa_bits if exponent else 0)))
    table = np.array(table[:0x7c if mantissa_bits == 2 else 0x7f])
    nearest = np.abs(np.abs(values)[..., None] - table).argmin(axis=-1)
    return (nearest + 128 * (values < 0)).astype(np.uint8)


# How a program that has floats writes them.
WRITERS = {
    "F64": lambda values: values.astype("<f8"),
    "F32": lambda values: values.astype("<f4"),
    "F16": lambda values: values.astype("<f2"),
    "BF16": to_bfloat,
    "F8_E5M2": lambda values: to_small_float(values, 5, 2),
    "F8_E4M3": lambda values: to_small_float(values, 4, 3),
    "I64": lambda values: values.astype("<i8"),
}

# What format 1 had in its metadata besides the recipe.
OLDER = ["format", "global_step", "seed", "dataset", "dataset_digest", "best_accuracy", "best_step",
         "marks", "sha256"]

READERS = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "I64": "<i8"}


def read(path):
    """The metadata, and {name: (type, shape, bytes)} in the order of the header."""
    content = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header, data = json.loads(content[8:8 + length]), content[8 + length:]
    metadata = header.pop("__metadata__", None)
    return metadata, {name: (entry["dtype"], entry["shape"], data[slice(*entry["data_offsets"])])
                      for name, entry in header.items()}


def array(tensor):
    dtype, shape, content = tensor
    return np.frombuffer(content, READERS[dtype]).reshape(shape)


def tensor(values, dtype="F32"):
    return dtype, list(values.shape), WRITERS[dtype](values).tobytes()


def print_file(metadata, tensors, pad=b" ", align=8, header_order=list, **json_options):
    """tensors lie in their order; the header names them in header_order."""
    entries, data = {}, b""
    for name, (dtype, shape, content) in tensors.items():
        entries[name] = {"dtype": dtype, "shape": shape,
                         "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    header = {} if metadata is None else {"__metadata__": metadata}
    header.update((name, entries[name]) for name in header_order(entries))
    text = json.dumps(header, **json_options).encode()
    text += pad * (-len(text) % align)
    return struct.pack("<Q", len(text)) + text + data


def print_older(metadata, tensors):
    """As Inkling wrote format 1: checksums of the data section and of the header's bytes."""
    metadata = {name: value for name, value in metadata.items()
                if name.startswith("recipe.") or name in OLDER}
    data = b"".join(content for _, _, content in tensors.values())
    metadata.update(format="inkling-model/1", sha256=hashlib.sha256(data).hexdigest(),
                    header_sha256="0" * 64)
    file = print_file(metadata, tensors, separators=(",", ":"), ensure_ascii=False)
    (length,) = struct.unpack("<Q", file[:8])
    digest = hashlib.sha256(file[8:8 + length]).hexdigest()
    return file.replace(b'"header_sha256":"' + b"0" * 64, b'"header_sha256":"' + digest.encode())
