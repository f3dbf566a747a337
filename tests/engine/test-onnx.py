#!/usr/bin/python3
"""Other engines run what the command line exported: test-onnx.py INKLING-CLI PREDICT-RAW

onnxruntime is that of $INKLING_ONNXRUNTIME, a folder with npm's onnxruntime-web in it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import shutil
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
BATCHES = [1, 7, N_PICTURES]
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


def floats():
    return pictures().astype(np.float32) / 255


def compute_with_opencv(onnx, size):
    net = cv2.dnn.readNetFromONNX(str(onnx))
    answers = []
    for first in range(0, N_PICTURES, size):
        net.setInput(floats()[first:first + size], "image")
        answers.append(net.forward("probabilities").copy())
    return np.concatenate(answers)


def compute_with_onnxruntime(onnx, size):
    folder = os.environ.get("INKLING_ONNXRUNTIME", "")
    if not Path(folder, "node_modules", "onnxruntime-web").is_dir() or not folder:
        raise tap.Skip("npm's onnxruntime-web is not here; ./test.sh gets it where it finds npm")
    if shutil.which("node") is None:
        raise tap.Skip("node is not installed")
    done = subprocess.run(["node", Path(__file__).parent / "onnxruntime.mjs", folder, onnx,
                           str(size)], input=floats().tobytes(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return np.frombuffer(done.stdout, np.float32).reshape(-1, 10)


def export(model):
    onnx = Path(FOLDER.name, "model.onnx")
    run_cli("export", model, "--format", "onnx", onnx)
    return onnx


def check_answers(compute, model):
    ours = expected(model)
    assert np.ptp(ours.argmax(axis=1)) > 0, "the answers do not depend on the pictures"
    for size in BATCHES:
        theirs = compute(export(model), size)
        assert theirs.shape == ours.shape, theirs.shape
        difference = np.abs(ours - theirs).max()
        assert difference <= TOLERANCE, f"{size} at a time: probabilities differ by {difference:g}"


def check_form(model):
    """The format's own checker finds nothing, and the number of pictures is left open."""
    try:
        import onnx
    except ImportError:
        raise tap.Skip("the ONNX project's checker is not installed") from None
    checked = onnx.load(export(model))
    onnx.checker.check_model(checked, full_check=True)
    for value, size in (checked.graph.input[0], 784), (checked.graph.output[0], 10):
        batch, other = value.type.tensor_type.shape.dim
        assert batch.dim_param and not batch.HasField("dim_value"), batch
        assert other.dim_value == size, other
    inferred = onnx.shape_inference.infer_shapes(checked, strict_mode=True)
    assert len(inferred.graph.node) == len(checked.graph.node)


def small():
    """A model of averages in half precision is exported as well."""
    path = Path(FOLDER.name, "small.safetensors")
    if not path.exists():
        run_cli("export", trained("60"), "--format", "small", path)
    return path


MODELS = {
    "course": lambda: trained("500"),
    "no-hidden-layer": lambda: trained("none"),
    "two-hidden-layers": lambda: trained("60,40"),
    "three-hidden-layers": lambda: trained("50,40,30"),
    "small": small,
    "bundled": lambda: BUNDLED,
}

CHECKS = {
    "checker": check_form,
    "opencv": lambda model: check_answers(compute_with_opencv, model),
    "onnxruntime": lambda model: check_answers(compute_with_onnxruntime, model),
}


def case(check, model):
    return lambda: CHECKS[check](MODELS[model]())


tap.main([(f"/onnx/{check}/{model}", case(check, model)) for check in CHECKS for model in MODELS])
