#!/usr/bin/python3
"""Reads our model files from Python by the format's own rules: test-model-python.py INKLING-CLI

Nothing but NumPy is needed; where PyTorch is installed, its layers take the tensors. Data in
$INKLING_TEST_DATA/mnist is used where it is there, else the digits the program writes itself.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import functools
import gzip
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import tap

CLI = sys.argv[1]
STEPS = 300
HIDDEN = 60
MAX_DIFFERENT_ANSWERS = 2  # of 10,000: two sums of floats in another order
DTYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "I64": "<i8"}
FOLDER = tempfile.TemporaryDirectory(prefix="inkling-")


def mnist():
    folder = Path(os.environ.get("INKLING_TEST_DATA", ""), "mnist")
    return folder if os.environ.get("INKLING_TEST_DATA") and folder.is_dir() else None


def run_cli(*arguments):
    done = subprocess.run([CLI, *map(str, arguments), "--json"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@functools.cache
def trained():
    """The path of a model that has trained a little."""
    run_cli("train", "--dataset", mnist() or "builtin", "--models", FOLDER.name, "--recipe", "fast",
            "--hidden", HIDDEN, "--steps", STEPS, "--seed", 5)
    return Path(FOLDER.name, f"mnist_model-{STEPS}.safetensors")


@functools.cache
def header():
    """The header's JSON as bytes, and the data section."""
    content = trained().read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    return content[8:8 + length], content[8 + length:]


@functools.cache
def tensors():
    text, data = header()
    arrays = {}
    for name, entry in json.loads(text).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            array = np.frombuffer(data[begin:end], DTYPES[entry["dtype"]])
            arrays[name] = array.reshape(entry["shape"])
    return arrays


def metadata():
    return json.loads(header()[0])["__metadata__"]


def test_layout():
    """The data begin at a multiple of eight and belong to one tensor each, aligned to its type."""
    text, data = header()
    assert text.startswith(b"{") and len(text) % 8 == 0
    entries = {name: entry for name, entry in json.loads(text).items() if name != "__metadata__"}
    end = 0
    for entry in sorted(entries.values(), key=lambda entry: entry["data_offsets"]):
        size = np.dtype(DTYPES[entry["dtype"]]).itemsize
        assert entry["data_offsets"][0] == end and end % size == 0
        end = entry["data_offsets"][1]
        assert end - entry["data_offsets"][0] == size * int(np.prod(entry["shape"]))
    assert end == len(data)


def test_metadata():
    assert all(isinstance(value, str) for value in metadata().values())
    assert metadata()["format"] == "inkling-model/2"
    assert metadata()["global_step"] == str(STEPS)
    assert metadata()["seed"] == "5"
    assert metadata()["recipe.hidden"] == str(HIDDEN)
    assert float(metadata()["recipe.learning_rate"]) == 0.8


def test_digests():
    """Both can be made from what the file says, whatever order it says it in."""
    lines = []
    for name, array in tensors().items():
        kind = next(kind for kind, dtype in DTYPES.items() if array.dtype == np.dtype(dtype))
        shape = ",".join(map(str, array.shape))
        lines.append(f"{name} {kind} {shape} {hashlib.sha256(array.tobytes()).hexdigest()}\n")
    assert metadata()["sha256"] == hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
    digest, *names = metadata()["metadata_sha256"].split(" ")
    assert set(names) == set(metadata()) - {"metadata_sha256"}
    text = "".join(f"{name}\0{metadata()[name]}\0" for name in names)
    assert digest == hashlib.sha256(text.encode()).hexdigest()


def test_shapes():
    shapes = {"fc1.weight": (HIDDEN, 784), "fc1.bias": (HIDDEN,),
              "fc2.weight": (10, HIDDEN), "fc2.bias": (10,)}
    for name, shape in shapes.items():
        for prefix in ("", "ema."):
            assert tensors()[prefix + name].shape == shape
            assert np.isfinite(tensors()[prefix + name]).all()
    history = {name for name in tensors() if name.startswith("history.")}
    assert len(history) == 7
    assert set(tensors()) == history | set(shapes) | {"ema." + name for name in shapes}


def test_history():
    steps = tensors()["history.step"]
    assert list(steps) == list(range(100, STEPS + 1, 100))
    assert tensors()["history.loss"].shape == steps.shape
    assert tensors()["history.loss"][-1] < tensors()["history.loss"][0]
    assert (tensors()["history.learning_rate"] <= 0.8).all()


def read_test_digits():
    """MNIST's test images as (10000, 784) in 0 … 1, and their labels."""
    if mnist() is None:
        raise tap.Skip("MNIST is not here")
    with gzip.open(mnist() / "t10k-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(mnist() / "t10k-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return images.astype(np.float32) / 255, labels


def logits_of(images, prefix):
    def layer(name, inputs):
        return inputs @ tensors()[prefix + name + ".weight"].T + tensors()[prefix + name + ".bias"]

    return layer("fc2", np.maximum(layer("fc1", images), 0))


def check_accuracy(prefix, weights):
    images, labels = read_test_digits()
    (ours,) = run_cli("evaluate", trained(), "--dataset", mnist(), "--weights", weights)
    n_correct = int((logits_of(images, prefix).argmax(axis=1) == labels).sum())
    assert abs(n_correct - ours["correct"]) <= MAX_DIFFERENT_ANSWERS, (n_correct, ours["correct"])
    assert n_correct > 8000


def test_accuracy():
    check_accuracy("ema.", "average")


def test_accuracy_raw():
    check_accuracy("", "raw")


def test_torch():
    """torch.nn.Linear takes the tensors as they are."""
    try:
        import torch
    except ImportError:
        raise tap.Skip("PyTorch is not installed") from None
    model = torch.nn.Sequential()
    model.add_module("fc1", torch.nn.Linear(784, HIDDEN))
    model.add_module("relu", torch.nn.ReLU())
    model.add_module("fc2", torch.nn.Linear(HIDDEN, 10))
    model.load_state_dict({name.removeprefix("ema."): torch.from_numpy(array.copy())
                           for name, array in tensors().items() if name.startswith("ema.")})
    images = np.random.default_rng(1).random((20, 784), np.float32)
    with torch.no_grad():
        theirs = model(torch.from_numpy(images)).numpy()
    assert np.allclose(theirs, logits_of(images, "ema."), atol=1e-4)


tap.main([
    ("/model-python/layout", test_layout),
    ("/model-python/metadata", test_metadata),
    ("/model-python/digests", test_digests),
    ("/model-python/shapes", test_shapes),
    ("/model-python/history", test_history),
    ("/model-python/accuracy", test_accuracy),
    ("/model-python/accuracy-raw", test_accuracy_raw),
    ("/model-python/torch", test_torch),
])
