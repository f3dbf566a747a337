#!/usr/bin/python3
"""OpenCV runs what the command line exported: test-onnx.py INKLING-CLI PREDICT-RAW

SPDX-License-Identifier: GPL-3.0-or-later
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

import tap

CLI, PREDICT_RAW = sys.argv[1:]
FOLDER = tempfile.TemporaryDirectory(prefix="inkling-onnx-")
N_PICTURES = 300
TOLERANCE = 1e-5
BUNDLED = Path(__file__).parents[2] / "resources" / "bundled.safetensors"


def run_cli(*arguments):
    tap.check_command(CLI, *map(str, arguments))


def pictures():
    """White, black, sparse as digits are, and noise; bytes, (N_PICTURES, 784)."""
    numbers = np.random.default_rng(3)
    values = numbers.integers(0, 256, (N_PICTURES, 784), dtype=np.uint8)
    inked = numbers.random((N_PICTURES, 784)) < np.linspace(0, 1, N_PICTURES)[:, None]
    values *= inked
    values[1] = 255
    return values


def trained(hidden):
    """The path of a model that has trained a little."""
    folder = Path(FOLDER.name, f"run-{hidden}")
    if not folder.is_dir():
        run_cli("train", "--dataset", "builtin", "--models", folder, "--hidden", hidden,
                "--steps", 60, "--seed", 5)
    return next(folder.glob("*.safetensors"))


def expected(model):
    done = subprocess.run([PREDICT_RAW, model], input=pictures().tobytes(), capture_output=True,
                          check=True)
    return np.frombuffer(done.stdout, np.float32).reshape(N_PICTURES, 10)


def computed(onnx):
    net = cv2.dnn.readNetFromONNX(str(onnx))
    answers = []
    for picture in pictures():
        net.setInput(picture[None].astype(np.float32) / 255, "image")
        answers.append(net.forward("probabilities")[0].copy())
    return np.array(answers)


def check(model):
    onnx = Path(FOLDER.name, "model.onnx")
    run_cli("export", model, "--format", "onnx", onnx)
    ours, theirs = expected(model), computed(onnx)
    assert theirs.shape == ours.shape, theirs.shape
    assert np.ptp(ours.argmax(axis=1)) > 0, "the answers do not depend on the pictures"
    difference = np.abs(ours - theirs).max()
    assert difference <= TOLERANCE, f"probabilities differ by {difference:g}"


def test_small():
    """A model of averages in half precision is exported as well."""
    small = Path(FOLDER.name, "small.safetensors")
    run_cli("export", trained("60"), "--format", "small", small)
    check(small)


def case(hidden):
    return lambda: check(trained(hidden))


tap.main([
    ("/onnx/course", case("500")),
    ("/onnx/no-hidden-layer", case("none")),
    ("/onnx/two-hidden-layers", case("60,40")),
    ("/onnx/three-hidden-layers", case("50,40,30")),
    ("/onnx/small", test_small),
    ("/onnx/bundled", lambda: check(BUNDLED)),
])
