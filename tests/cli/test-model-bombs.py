"""Model files that ask for much and hold little: each ends in one sentence that names it, within
400 MB of address space; and what a sound one costs.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import array
import functools
import hashlib
import json
import os
import resource
import struct
import subprocess

import tap
from cli import PROGRAM, Home, contents, seven, grey_rows, write_png

ADDRESS_SPACE = 400 << 20
SIZES = {"F16": 2, "F32": 4, "F64": 8, "I64": 8}
COLUMNS = ["history.step", "history.loss", "history.learning_rate"]
MOST_ROWS = 2 ** 31 - 1
SHARE = 2.5  # of its file that a model in half precision may cost

home = Home()
# Meson's, which writes into memory that the program itself never touches.
home.environment.pop("MALLOC_PERTURB_", None)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


# Not with sanitizers, which reserve more than there is.
LIMITED = subprocess.run([PROGRAM, "--version"], preexec_fn=limit,
                         capture_output=True).returncode == 0


def run(*arguments):
    """Status, what was said on stderr, and the most memory it took, in bytes."""
    with open(home.file("told"), "w+b") as told:
        started = subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.DEVNULL,
                                   stderr=told, stdin=subprocess.DEVNULL, env=home.environment,
                                   preexec_fn=limit if LIMITED else None)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        return started.returncode, told.read().decode(), used.ru_maxrss * 1024


@functools.cache
def small():
    """The metadata of a model that can only read, and its tensors: (type, shape)."""
    home.train("m", "--steps", "100")
    path = home.file("small.safetensors")
    assert home.run("export", home.newest("m")[1], "--format", "small", path).code == 0
    content = contents(path)
    header = json.loads(content[8:8 + struct.unpack("<Q", content[:8])[0]])
    metadata = header.pop("__metadata__")
    return metadata, {name: (entry["dtype"], entry["shape"]) for name, entry in header.items()}


def pieces(pattern, n_bytes):
    """pattern again and again, never much of it at once: a process that has just been forked is
    counted as large as the one it comes from."""
    piece = pattern * ((1 << 16) // len(pattern))
    for at in range(0, n_bytes, len(piece)):
        yield piece[:n_bytes - at]


def write(path, metadata, tensors, data=()):
    """The data, in pieces, or a hole of their size."""
    entries, at = {} if metadata is None else {"__metadata__": metadata}, 0
    for name, (dtype, shape) in tensors.items():
        end = at + SIZES[dtype]
        for size in shape:
            end = at + (end - at) * size
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, end]}
        at = end
    text = json.dumps(entries).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for piece in data:
            file.write(piece)
        file.truncate(8 + len(text) + at)


def with_history(n_rows, dtypes=None):
    metadata, tensors = small()
    longer = {name: (dtypes or tensors[name][0], [n_rows]) for name in COLUMNS}
    return dict(metadata, global_step=str(2 ** 52)), dict(tensors, **longer)


def network(prefix, hidden, dtype):
    sizes = [784, *hidden, 10]
    parts = {}
    for i, (n_inputs, n_outputs) in enumerate(zip(sizes, sizes[1:]), start=1):
        parts[f"{prefix}fc{i}.weight"] = dtype, [n_outputs, n_inputs]
        parts[f"{prefix}fc{i}.bias"] = dtype, [n_outputs]
    return parts


def wide(hidden, dtype="F16", averages="ema."):
    metadata, tensors = small()
    metadata = dict(metadata, **{"recipe.hidden": ",".join(map(str, hidden))})
    history = {name: what for name, what in tensors.items() if name.startswith("history.")}
    return metadata, dict(history, **network(averages, hidden, dtype))


HUGE = [16384] * 4
NEVER_WRITTEN = "most of the file was never written"

BOMBS = {
    "history-of-another-type": (lambda: with_history(MOST_ROWS, "F16"), "unexpected type"),
    "history": (lambda: with_history(MOST_ROWS), NEVER_WRITTEN),
    "longer-history": (lambda: with_history(2 ** 33), "longer than the model’s own step allows"),
    "history-beyond-the-run": (lambda: (small()[0], with_history(10 ** 9)[1]),
                               "longer than the model’s own step allows"),
    "columns-differ": (lambda: (with_history(1)[0], dict(with_history(1)[1], **{
        "history.step": ("I64", [MOST_ROWS])})), "another length than the steps"),
    "wide": (lambda: wide(HUGE), NEVER_WRITTEN),
    "wide-and-whole": (lambda: wide(HUGE, "F32"), NEVER_WRITTEN),
    "wide-and-foreign": (lambda: (None, network("", HUGE, "F64")), NEVER_WRITTEN),
    "wider": (lambda: (None, network("", [10 ** 9], "F16")), "too wide"),
    "spare-tensor": (lambda: (small()[0], dict(small()[1], extra=("F64", [2 ** 36]))),
                     "no such tensor"),
}


def check_told(told, name, reason):
    assert told.count("\n") == 1 and f"{name}: " in told and reason in told, told


def refused(name):
    def test():
        """Whoever opens it, and the run that finds it in its folder and begins beside it."""
        make, reason = BOMBS[name]
        os.mkdir(home.file(name))
        path = home.file(name, "bomb.safetensors")
        write(path, *make())
        picture = home.file("seven.png")
        write_png(picture, 60, 60, 8, 0, grey_rows(seven(), 8, 1, 0))
        for command in ["info", path], ["predict", path, picture], ["export", "--format", "onnx",
                                                                    path, home.file("x.onnx")]:
            status, told, _ = run(*command)
            assert status == 1, (command, status, told)
            check_told(told, "bomb.safetensors", reason)
        status, told, _ = run(*home.small_run(name, "--steps", 1, "--threads", 1))
        assert status == 0, (status, told)
        assert "bomb.safetensors: " in told, told
        assert os.path.exists(home.file(name, "mnist_model-1.safetensors"))
        os.unlink(path)
    return test


def cost_of_halves():
    """A sound model in half precision takes its numbers and little more."""
    metadata, tensors = wide([3000, 3000])
    n_values = 784 * 3000 + 3000 + 3000 * 3000 + 3000 + 3000 * 10 + 10
    n_bytes = 2 * n_values
    digest = hashlib.sha256()
    for piece in pieces(b"\x12\x20", n_bytes):
        digest.update(piece)
    metadata = {name: value for name, value in metadata.items() if name != "metadata_sha256"}
    metadata.update(format="inkling-model/1", sha256=digest.hexdigest())
    path = home.file("halves.safetensors")
    write(path, metadata, tensors, pieces(b"\x12\x20", n_bytes))
    status, told, least = run("info", "bundled")
    assert status == 0, told
    status, told, most = run("info", path)
    assert status == 0, told
    if not LIMITED:
        raise tap.Skip("sanitizers take memory of their own")
    assert most - least < SHARE * n_bytes, (most, least, n_bytes)


def no_room():
    """What is whole but does not fit is refused before any of it is taken."""
    if not LIMITED:
        raise tap.Skip("sanitizers take memory of their own")
    metadata, tensors = wide([16384, 4096])
    n_bytes = 2 * (784 * 16384 + 16384 + 16384 * 4096 + 4096 + 4096 * 10 + 10)
    path = home.file("whole.safetensors")
    write(path, metadata, tensors, pieces(b"\x20", n_bytes))
    status, told, most = run("info", path)
    assert status == 1, (status, told)
    check_told(told, "whole.safetensors", "not enough memory")
    assert most < 60 << 20, most
    os.unlink(path)


def long_history():
    """A run that reported its every step for months goes on, or says that it cannot."""
    n_rows = 4000000
    metadata, tensors = small()
    parts = {name: ("I64" if name.endswith("step") else "F64",
                    [n_rows if name in COLUMNS else 0])
             for name in tensors if name.startswith("history.")}
    for prefix in "", "ema.":
        parts.update(network(prefix, [32], "F32"))
    rows = array.array("q", range(1, n_rows + 1)).tobytes() + bytes(16 * n_rows)
    data = rows + bytes(8 * (784 * 32 + 32 + 32 * 10 + 10))
    metadata = {name: value for name, value in metadata.items()
                if not name.startswith(("metadata_", "best_"))}
    metadata.update(format="inkling-model/1", global_step=str(n_rows),
                    sha256=hashlib.sha256(data).hexdigest())
    os.mkdir(home.file("long"))
    path = home.file("long", "mnist_model-4000000.safetensors")
    write(path, metadata, parts, [data])
    for command in ["info", path], home.small_run("long", "--steps", 1, "--threads", 1):
        status, told, _ = run(*command)
        assert status in (0, 1), (command, status, told)
        assert status == 0 or "not enough memory" in told, told


tap.main([(f"/model-bombs/{name}", refused(name)) for name in BOMBS] + [
    ("/model-bombs/cost-of-halves", cost_of_halves),
    ("/model-bombs/no-room", no_room),
    ("/model-bombs/long-history", long_history),
])
