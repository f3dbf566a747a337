#!/usr/bin/python3
"""Model files that other programs wrote, or wrote again.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import functools
import itertools
import json
import random
import struct
from pathlib import Path

import numpy as np

import tap
import tensors
from cli import Home

STEPS = 200
HIDDEN = "24,24"
HOME = Home()
LAYERS = ["fc1", "fc2", "fc3"]

# How PyTorch calls the layers of a network, in the order they follow one another.
NAMES = {
    "attributes": ["fc1", "fc2", "fc3"],
    "sequential": ["0", "2", "4"],
    "deep-sequential": ["net.8", "net.9", "net.10"],
    "layers": ["layers.0", "layers.1", "layers.2"],
    "wrapped": ["module.model.linear1", "module.model.linear2", "module.model.linear3"],
    "long": ["a_module_with_a_name_as_long_as_programmers_like_them.within_another_one.0",
             "a_module_with_a_name_as_long_as_programmers_like_them.within_another_one.3",
             "a_module_with_a_name_as_long_as_programmers_like_them.within_another_one.6"],
}


def check(*arguments):
    done = HOME.run(*arguments)
    assert done.code == 0, done.err
    return done.out


@functools.cache
def trained():
    HOME.train("run", "--hidden", HIDDEN, "--steps", STEPS, "--seed", 5, "--learning-rate", 0.3)
    return Path(HOME.file("run", f"mnist_model-{STEPS}.safetensors"))


@functools.cache
def content():
    return tensors.read(trained())


@functools.cache
def drawings():
    """Some digits as strokes, which every network gives another answer to."""
    path = Path(HOME.path, "drawings.jsonl")
    numbers = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        for _ in range(40):
            points = [[numbers.randrange(100), numbers.randrange(100)] for _ in range(6)]
            file.write(json.dumps({"label": 1, "strokes": [points]}) + "\n")
    return path


def answers(path):
    lines = check("predict", path, drawings(), "--json").splitlines()
    return np.array([json.loads(line)["probabilities"] for line in lines])


@functools.cache
def expected():
    found = answers(trained())
    assert np.ptp(found, axis=0).max() > 0.1, "the answers do not depend on the drawings"
    return found


def write(name, file):
    path = Path(HOME.path, name + ".safetensors")
    path.write_bytes(file)
    return path


def info(path):
    return json.loads(check("info", path, "--json"))


def shuffled(seed):
    def shuffle(entries):
        names = list(entries)
        random.Random(seed).shuffle(names)
        return names
    return shuffle


def in_order(names):
    return {name: content()[1][name] for name in names}


# What a program does that reads a checkpoint and writes it again, no value changed.
REWRITTEN = {
    "same": lambda metadata, parts: tensors.print_file(metadata, parts),
    "sorted": lambda metadata, parts: tensors.print_file(metadata, in_order(sorted(parts))),
    "shuffled": lambda metadata, parts: tensors.print_file(
        {name: metadata[name] for name in shuffled(2)(metadata)}, in_order(shuffled(3)(parts))),
    "header-shuffled": lambda metadata, parts: tensors.print_file(
        metadata, parts, header_order=shuffled(4)),
    "indented": lambda metadata, parts: tensors.print_file(metadata, parts, indent=2),
    "not-aligned": lambda metadata, parts: tensors.print_file(metadata, parts, align=1),
    "padded-a-lot": lambda metadata, parts: tensors.print_file(metadata, parts, align=4096),
    "padded-with-zeros": lambda metadata, parts: tensors.print_file(metadata, parts, pad=b"\0",
                                                                    align=64),
    "more-metadata": lambda metadata, parts: tensors.print_file(
        {"framework": "pt", **metadata, "note": "ünlike\n\"us\""}, parts),
}


def older():
    metadata, parts = content()
    return tensors.read(write("older", tensors.print_older(metadata, parts)))


def rewritten(name, source):
    def test():
        """It is the same checkpoint: it reads digits as before, and the run goes on from it."""
        metadata, parts = source()
        folder = Path(HOME.path, f"{name}-{metadata['format'][-1]}")
        folder.mkdir()
        path = folder / "model.safetensors"
        path.write_bytes(REWRITTEN[name](metadata, parts))
        assert info(path)["global_step"] == STEPS and info(path)["seed"] == 5
        assert (answers(path) == expected()).all()
        check("train", "--dataset", HOME.tiny_dataset(), "--models", folder, "--steps", 1)
        assert (folder / f"mnist_model-{STEPS + 1}.safetensors").exists()
    return test


def test_older_itself():
    metadata, parts = content()
    path = write("version-1", tensors.print_older(metadata, parts))
    assert info(path) == dict(info(trained()), path=str(path))


def damaged(source):
    def test():
        """One changed byte of any tensor, type, shape or value of the metadata is still found."""
        metadata, parts = source()
        for name, (dtype, shape, data) in parts.items():
            changed = bytes([data[0] ^ 1]) + data[1:]
            path = write("damaged", tensors.print_file(
                metadata, dict(in_order(sorted(parts)), **{name: (dtype, shape, changed)})))
            done = HOME.run("info", path)
            assert done.code == 1 and "the data was changed or damaged" in done.err, name
        for name, value in metadata.items():
            changed = dict(metadata, **{name: chr(ord(value[0]) ^ 1) + value[1:]})
            path = write("damaged", tensors.print_file(changed, in_order(sorted(parts))))
            assert HOME.run("info", path).code == 1, name
    return test


def test_swapped():
    """Two tensors of one shape that changed names are not what was saved."""
    metadata, parts = content()
    swapped = dict(parts, **{"fc2.weight": parts["ema.fc2.weight"],
                             "ema.fc2.weight": parts["fc2.weight"]})
    done = HOME.run("info", write("swapped", tensors.print_file(metadata, swapped)))
    assert done.code == 1 and "checksum" in done.err, done.err


def network(names=None, dtype="F32", biases=True, prefix="ema."):
    """The averages under other names and in another type."""
    parts = {}
    for ours, theirs in zip(LAYERS, names or LAYERS):
        for kind in ("weight", "bias") if biases else ("weight",):
            values = tensors.array(content()[1][f"{prefix}{ours}.{kind}"])
            parts[f"{theirs}.{kind}"] = tensors.tensor(values, dtype)
    return dict(sorted(parts.items()))


def check_reads(path, tolerance=0.0):
    assert np.abs(answers(path) - expected()).max() <= tolerance
    told = check("info", path)
    assert "another program" in told and "resumed" in told, told
    assert info(path)["layers"] == [784, 24, 24, 10]
    assert 0 < HOME.run("evaluate", path, "--dataset", HOME.tiny_dataset(),
                        "--json").lines()[0]["accuracy"] <= 1
    for kind in ("small", "onnx"):
        out = Path(HOME.path, f"foreign.{'onnx' if kind == 'onnx' else 'safetensors'}")
        out.unlink(missing_ok=True)
        check("export", path, "--format", kind, out)
    assert np.abs(answers(Path(HOME.path, "foreign.safetensors")) - answers(path)).max() < 0.05


def named(names):
    return lambda: check_reads(write("named", tensors.print_file({"format": "pt"}, network(names))))


TOLERANCES = {"F64": 0.0, "F16": 0.02, "BF16": 0.1, "F8_E4M3": 0.5, "F8_E5M2": 0.7}


def typed(dtype):
    return lambda: check_reads(write("typed", tensors.print_file(None, network(dtype=dtype))),
                               TOLERANCES[dtype])


def test_types_differ():
    """Of one file each tensor may have its own."""
    parts = network()
    for name, dtype in zip(parts, itertools.cycle(["F32", "F64"])):
        parts[name] = tensors.tensor(tensors.array(parts[name]), dtype)
    check_reads(write("mixed", tensors.print_file(None, parts)))


def test_own_without_metadata():
    """The averages are what reads digits, in a file of ours as well."""
    check_reads(write("bare", tensors.print_file(None, content()[1])))


def test_without_biases():
    path = write("biasless", tensors.print_file(None, network(biases=False)))
    zeros = {name: tensors.tensor(np.zeros(shape, np.float32))
             for name, (_, shape, _) in network().items() if name.endswith("bias")}
    whole = write("zeros", tensors.print_file(None, dict(network(), **zeros)))
    assert (answers(path) == answers(whole)).all()
    assert (answers(path) != expected()).any()


def test_without_hidden_layers():
    path = write("flat", tensors.print_file(None, {
        "weight": tensors.tensor(np.eye(10, 784)), "bias": tensors.tensor(np.zeros(10))}))
    assert info(path)["layers"] == [784, 10]


def test_order_by_size():
    """Where names say nothing, sizes do."""
    parts = {name: tensors.tensor(np.random.default_rng(1).normal(size=shape)) for name, shape in
             [("first.weight", (10, 30)), ("middle.weight", (30, 40)), ("out.weight", (40, 784))]}
    assert info(write("sizes", tensors.print_file(None, parts)))["layers"] == [784, 40, 30, 10]


def linear(n_outputs, n_inputs):
    return tensors.tensor(np.zeros((n_outputs, n_inputs)))


# What is no such network, and what has to be said about it.
REFUSED = {
    "nothing": ({}, "from 784 pixels to 10 digits"),
    "letters": ({"0.weight": linear(26, 784)}, "from 784 pixels to 10 digits"),
    "colours": ({"0.weight": linear(10, 3072)}, "from 784 pixels to 10 digits"),
    "gap": ({"0.weight": linear(50, 784), "2.weight": linear(10, 40)}, "from 784 pixels to 10"),
    "spare-layer": ({"0.weight": linear(10, 784), "2.weight": linear(10, 40)}, "from 784 pixels"),
    "too-many": ({f"{i}.weight": linear(10, 784 if i == 0 else 10) for i in range(6)},
                 "too many layers"),
    "ambiguous": ({"end.weight": linear(10, 20), "b.weight": linear(20, 20),
                   "a.weight": linear(20, 20), "start.weight": linear(20, 784)},
                  "which comes first"),
    "convolution": ({"0.weight": tensors.tensor(np.zeros((8, 1, 3, 3)))}, "two dimensions"),
    "normalised": ({"0.weight": linear(10, 784), "0.running_mean": tensors.tensor(np.zeros(10))},
                   "0.running_mean: fully connected layers have no such tensor"),
    "bias-alone": ({"0.weight": linear(10, 784), "1.bias": tensors.tensor(np.zeros(10))},
                   "1.bias: fully connected layers have no such tensor"),
    "bias-of-another": ({"0.weight": linear(10, 784), "0.bias": tensors.tensor(np.zeros(9))},
                        "0.bias: its shape is not that of its layer"),
    "whole-numbers": ({"0.weight": tensors.tensor(np.zeros((10, 784)), "I64")},
                      "unexpected type"),
    "not-finite": ({"0.weight": tensors.tensor(np.full((10, 784), np.inf))}, "infinite"),
    "too-wide": ({"0.weight": linear(20000, 784), "1.weight": linear(10, 20000)}, "too wide"),
}


def refused(parts, hint):
    def test():
        done = HOME.run("info", write("refused", tensors.print_file(None, parts)))
        assert done.code == 1 and hint in done.err, done.err
    return test


def test_train():
    """No run goes on from it: it is named, left alone, and a new run begins beside it."""
    folder = Path(HOME.path, "folder")
    folder.mkdir()
    file = tensors.print_file({"format": "pt"}, network())
    (folder / "theirs.safetensors").write_bytes(file)
    done = HOME.run(*HOME.small_run("folder", "--steps", 1))
    assert done.code == 0, done.err
    assert "theirs.safetensors" in done.err and "another program" in done.err, done.err
    assert (folder / "theirs.safetensors").read_bytes() == file
    assert (folder / "mnist_model-1.safetensors").exists()


def test_length_of_a_name():
    """As the header's length is, so is that of a name bounded, and both are said."""
    done = HOME.run("info", write("name", tensors.print_file(None, {"x" * 300: linear(10, 784)})))
    assert done.code == 1 and "too long" in done.err, done.err
    done = HOME.run("info", write("header", struct.pack("<Q", 70000) + b"{}".ljust(70000)))
    assert done.code == 1 and "70000 bytes" in done.err, done.err


cases = [("/model-elsewhere/older/itself", test_older_itself),
         ("/model-elsewhere/older/damaged", damaged(older)),
         ("/model-elsewhere/damaged", damaged(content)),
         ("/model-elsewhere/swapped", test_swapped)]
for each in REWRITTEN:
    cases.append((f"/model-elsewhere/rewritten/{each}", rewritten(each, content)))
    cases.append((f"/model-elsewhere/older/{each}", rewritten(each, older)))
cases += [(f"/model-elsewhere/names/{each}", named(NAMES[each])) for each in NAMES]
cases += [(f"/model-elsewhere/types/{each}", typed(each)) for each in TOLERANCES]
cases += [(f"/model-elsewhere/refused/{each}", refused(*REFUSED[each])) for each in REFUSED]
cases += [
    ("/model-elsewhere/types/mixed", test_types_differ),
    ("/model-elsewhere/own-without-metadata", test_own_without_metadata),
    ("/model-elsewhere/without-biases", test_without_biases),
    ("/model-elsewhere/without-hidden-layers", test_without_hidden_layers),
    ("/model-elsewhere/order-by-size", test_order_by_size),
    ("/model-elsewhere/train", test_train),
    ("/model-elsewhere/length", test_length_of_a_name),
]
tap.main(cases)
