"""Evaluating, looking into models, exporting and timing them through the command line.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import subprocess

import tap
from cli import Home, contents

home = Home()


def model():
    """A network trained for a moment; made once."""
    if not os.path.isdir(home.file("m")):
        home.train("m", "--steps", "300")
    return home.newest("m")[1]


def evaluate(*arguments, **environment):
    result = home.run("evaluate", model(), "--dataset", home.tiny_dataset(), *arguments,
                      **environment)
    assert result.code == 0, result.err
    return result


def evaluate_keys():
    report = evaluate("--json").lines()[0]
    assert sorted(report) == sorted(["images", "correct", "accuracy", "loss", "confusion",
                                     "unsure"])
    assert report["images"] == 100 == sum(map(sum, report["confusion"]))
    assert [sum(row) for row in report["confusion"]] == [10] * 10, "as many of each as there are"
    assert report["correct"] == sum(report["confusion"][i][i] for i in range(10))
    assert abs(report["accuracy"] - report["correct"] / 100) < 1e-12


def evaluate_unsure():
    """A model that has hardly learnt says so."""
    home.train("young", "--steps", "20")
    young = home.run("evaluate", home.newest("young")[1], "--dataset", home.tiny_dataset(),
                     "--json").lines()[0]
    assert evaluate("--json").lines()[0]["unsure"] < young["unsure"] <= 100, young


def evaluate_weights():
    average, raw, default = (evaluate(*which, "--json").lines()[0]["loss"] for which in
                             (["--weights", "average"], ["--weights", "raw"], []))
    assert average == default != raw


def evaluate_text():
    """The matrix stands in columns, and says the same as the JSON."""
    confusion = evaluate("--json").lines()[0]["confusion"]
    rows = evaluate().out.splitlines()[-10:]
    assert len(set(map(len, rows))) == 1, rows
    assert [list(map(int, row.split()[1:11])) for row in rows] == confusion, rows
    assert [float(row.split()[11]) for row in rows] == [10.0 * confusion[i][i] for i in range(10)]


def evaluate_ink_file():
    ink = home.file("ink.jsonl")
    with open(ink, "w", encoding="utf-8") as file:
        file.write('{"label": 1, "strokes": [[[5, 0], [5, 100]]]}\n')
        file.write('{"label": 7, "strokes": [[[0, 0], [50, 0], [20, 90]]]}\n')
    report = home.run("evaluate", model(), "--dataset", ink, "--json").lines()[0]
    assert report["images"] == 2
    assert [sum(row) for row in report["confusion"]] == [0, 1, 0, 0, 0, 0, 0, 1, 0, 0]
    with open(ink, "a", encoding="utf-8") as file:
        file.write('{"label": 12, "strokes": []}\n')
    bad = home.run("evaluate", model(), "--dataset", ink)
    assert bad.code == 1 and "line 3" in bad.err and "ink.jsonl" in bad.err, bad.err


def info_keys():
    result = home.run("info", model(), "--json")
    info = result.lines()[0]
    assert sorted(info) == sorted(["path", "global_step", "seed", "recipe", "layers",
                                   "best_accuracy"])
    assert info["path"] == model() and info["global_step"] == 300 and info["seed"] == 1
    assert info["layers"] == [784, 32, 10] and 0 < info["best_accuracy"] <= 1
    assert info["recipe"]["batch"] == 50 and info["recipe"]["hidden"] == "32"
    assert '"learning_rate":0.1,' in result.out, "no more digits than the number has"


def info_names_no_other_model():
    """The newest of the default folder is what is meant where no model is named."""
    other = Home()
    other.train("data/inkling/models", "--steps", "20")
    assert other.run("info", "--json").lines()[0]["global_step"] == 20


def info_text():
    said = home.run("info", model()).out
    assert model() in said and "300" in said and "learning_rate" in said, said


def export_small():
    """The averages in half precision read as well, in less than half of the bytes."""
    small = home.file("small.safetensors")
    assert home.run("export", model(), "--format", "small", small).code == 0
    assert os.path.getsize(small) < 0.4 * os.path.getsize(model())
    accuracies = [home.run("evaluate", path, "--dataset", home.tiny_dataset(),
                           "--json").lines()[0]["accuracy"] for path in (model(), small)]
    assert abs(accuracies[0] - accuracies[1]) <= 0.01, accuracies
    nowhere = home.file("nowhere", "x.safetensors")
    refused = home.run("export", model(), "--format", "small", nowhere)
    assert refused.code == 1 and "x.safetensors" in refused.err, refused.err


def export_twice():
    """Equal models give equal files, and an older one is replaced."""
    path = home.file("model.onnx")
    assert home.run("export", model(), "--format", "onnx", path).code == 0
    first = contents(path)
    assert home.run("export", model(), "--format", "onnx", path).code == 0
    assert contents(path) == first and b"Softmax" in first


def bench_keys():
    result = home.run("bench", "--json", "--threads", "1", "--batch", "20", "--hidden", "16")
    report = result.lines()[0]
    assert sorted(report) == sorted(["threads", "batch", "hidden", "milliseconds_per_step",
                                     "predict_microseconds", "evaluate_milliseconds"]), report
    assert (report["threads"], report["batch"], report["hidden"]) == (1, 20, 16)
    assert report["milliseconds_per_step"] > 0 and report["predict_microseconds"] > 0


def bench_chooses_threads():
    """Without a number of threads it does as a run does, and tells what one thread can do."""
    report = home.run("bench", "--json", "--batch", "20", "--hidden", "16").lines()[0]
    assert 1 <= report["threads_used"] <= report["threads"], report
    assert report["milliseconds_per_step_with_one_thread"] > 0, report


def bench_of_a_run_that_breaks_down():
    """A network whose steps fail has no time to tell."""
    result = home.run("bench", "--json", "--threads", "1", "--batch", "20", "--hidden", "16",
                      "--learning-rate", "1000000", "--mix", "0.5")
    assert result.code == 1 and result.out == "" and "loss" in result.err, result.err


def numbers_ignore_the_locale():
    """Where German is spoken a reader sees commas, a program never."""
    german = home.file("locales", "de_DE.UTF-8")
    os.makedirs(os.path.dirname(german), exist_ok=True)
    try:
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", german], capture_output=True)
    except FileNotFoundError:
        pass
    if not os.path.isdir(german):
        raise tap.Skip("no German locale can be made here")
    # German numbers in English words, wherever a translation may be installed.
    language = {"LC_ALL": "de_DE.UTF-8", "LOCPATH": os.path.dirname(german), "LANGUAGE": "en"}
    assert evaluate("--json", **language).out == evaluate("--json").out
    german_text, text = evaluate(**language).out, evaluate().out
    assert german_text != text and german_text.replace(",", ".") == text.replace(",", ".")
    run = home.run(*home.small_run("g", "--steps", "300", "--learning-rate", "0.1"), **language)
    assert run.code == 0, run.err
    with open(home.newest("g")[1], "rb") as one, open(model(), "rb") as other:
        assert one.read() == other.read()


tap.main([
    ("/evaluate/keys", evaluate_keys),
    ("/evaluate/unsure", evaluate_unsure),
    ("/evaluate/weights", evaluate_weights),
    ("/evaluate/text", evaluate_text),
    ("/evaluate/ink-file", evaluate_ink_file),
    ("/info/keys", info_keys),
    ("/info/newest-of-the-default-folder", info_names_no_other_model),
    ("/info/text", info_text),
    ("/export/small", export_small),
    ("/export/onnx", export_twice),
    ("/bench/keys", bench_keys),
    ("/bench/chooses-threads", bench_chooses_threads),
    ("/bench/breaks-down", bench_of_a_run_that_breaks_down),
    ("/measure/numbers-ignore-the-locale", numbers_ignore_the_locale),
])
