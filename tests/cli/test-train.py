"""Training and resuming through the command line.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import glob
import os

import tap
from cli import Home, contents, write_idx_pair


def json_keys():
    home = Home()
    result = home.train("m", "--steps", "250")
    assert [sorted(line) for line in result.events("start")] == [
        sorted(["event", "step", "resumed", "dataset"])]
    assert result.events("start")[0]["resumed"] is False
    keys = sorted(["event", "step", "loss", "learning_rate", "validation_accuracy",
                   "test_accuracy", "seconds"])
    progress = result.events("progress")
    assert [line["step"] for line in progress] == [100, 200, 250], progress
    assert all(sorted(line) == keys for line in progress)
    assert all(sorted(line) == sorted(["event", "step", "path"])
               for line in result.events("checkpoint"))
    assert [line["step"] for line in result.events("checkpoint")] == [100, 200, 250]
    done = result.events("done")
    assert [sorted(line) for line in done] == [
        sorted(["event", "step", "seconds", "milliseconds_per_step", "test_accuracy"])]
    assert done[0]["step"] == 250 and done[0]["test_accuracy"] > 0.9
    assert result.err == "", result.err


def resume_is_exact():
    home = Home()
    home.train("whole", "--steps", "1000")
    home.train("parts", "--steps", "600")
    second = home.train("parts", "--steps", "400")
    assert second.events("start")[0]["resumed"] is True
    assert second.events("start")[0]["step"] == 600
    whole, parts = home.newest("whole"), home.newest("parts")
    assert whole[0] == parts[0] == 1000
    assert contents(whole[1]) == contents(parts[1])


def resume_is_exact_off_the_beat():
    """Paused where nothing is reported, with momentum, cosine and distortion, on other threads."""
    home = Home()
    recipe = ["--momentum", "0.9", "--schedule", "cosine", "--schedule-steps", "300",
              "--learning-rate", "0.02", "--rotation", "10", "--elastic", "1"]
    home.train("whole", "--steps", "277", *recipe)
    home.train("parts", "--steps", "133", *recipe)
    home.train("parts", "--steps", "144", "--threads", "1")
    assert contents(home.newest("whole")[1]) == contents(home.newest("parts")[1])


def seed_counts():
    home = Home()
    home.train("a", "--steps", "100", "--seed", "4")
    home.train("b", "--steps", "100", "--seed", "5")
    assert contents(home.newest("a")[1]) != contents(home.newest("b")[1])
    refused = home.run("train", "--dataset", home.tiny_dataset(), "--models", home.file("a"),
                       "--seed", "9")
    assert refused.code == 1 and "--fresh" in refused.err, refused.err


def any_seed():
    """Every whole number of 64 bits, to the last digit."""
    for seed in 0, 999999999 + 1, 2 ** 53 + 1, 2 ** 64 - 1:
        home = Home()
        home.train("m", "--steps", "10", "--seed", str(seed))
        said = home.run("info", home.newest("m")[1], "--json")
        assert said.lines()[0]["seed"] == seed, said.out
    refused = home.run("train", "--seed", str(2 ** 64))
    assert refused.code == 2 and str(2 ** 64 - 1) in refused.err, refused.err


def fresh_keeps_the_older_run():
    home = Home()
    home.train("m", "--steps", "200")
    before = contents(home.newest("m")[1])
    result = home.train("m", "--steps", "100", "--fresh")
    assert result.events("start")[0] == dict(result.events("start")[0], step=0, resumed=False)
    assert home.newest("m")[0] == 100
    kept = glob.glob(home.file("m", "*", "*.safetensors"))
    assert any(contents(path) == before for path in kept), kept


def changes_within_a_run():
    home = Home()
    home.train("m", "--steps", "100")
    live = home.run("train", "--dataset", home.tiny_dataset(), "--models", home.file("m"),
                    "--learning-rate", "0.05", "--steps", "50", "--json")
    assert live.code == 0 and "learning_rate" in live.err, live.err
    fixed = home.run("train", "--dataset", home.tiny_dataset(), "--models", home.file("m"),
                     "--batch", "60", "--steps", "50")
    assert fixed.code == 1 and "batch" in fixed.err and "--fresh" in fixed.err, fixed.err


def keeps_five_and_the_best():
    home = Home()
    result = home.train("m", "--steps", "1500")
    steps = sorted(int(path.rsplit("-", 1)[1].split(".")[0])
                   for path in glob.glob(home.file("m", "*.safetensors")))
    best = max(result.events("progress"),
               key=lambda line: (line["validation_accuracy"], -line["step"]))["step"]
    assert steps == sorted({best, 1100, 1200, 1300, 1400, 1500}), (steps, best)


def a_few_steps():
    """Shorter than one report: what is not known yet is null, and said in words nowhere as nan."""
    home = Home()
    progress = home.train("m", "--steps", "20").events("progress")
    assert [(line["step"], line["loss"]) for line in progress] == [(20, None)], progress
    arguments = [argument for argument in home.small_run("n", "--steps", "20")
                 if argument != "--json"]
    said = home.run(*arguments).out
    assert "nan" not in said and home.newest("n")[1] in said, said


def folder_with_any_name():
    """JSON is UTF-8 and names the file as it is, even where the locale knows only ASCII."""
    home = Home()
    arguments = home.small_run("Prüfung 数字", "--steps", "50")
    result = home.run(*arguments, LC_ALL="C")
    assert result.code == 0, result.err
    assert result.events("checkpoint")[0]["path"] == home.newest("Prüfung 数字")[1]


def fresh_that_cannot_start_moves_nothing():
    """Here the batch is too large for the data, which only the data tells."""
    home = Home()
    home.train("m", "--steps", "100")
    path = home.newest("m")[1]
    refused = home.run(*home.small_run("m", "--steps", "100", "--fresh", "--batch", "16384"))
    assert refused.code == 1 and refused.err, refused.err
    assert home.newest("m")[1] == path
    assert not glob.glob(home.file("m", "*", "*.safetensors"))


def fresh_with_another_seed_begins_at_zero():
    home = Home()
    home.train("m", "--steps", "100")
    home.train("m", "--steps", "100", "--fresh", "--seed", "2")
    home.train("n", "--steps", "100", "--seed", "2")
    assert contents(home.newest("m")[1]) == contents(home.newest("n")[1])


def goes_on(home, *arguments):
    return home.run("train", "--models", home.file("m"), "--steps", "10", "--json", *arguments)


def dataset_goes_with_the_run():
    """A folder is found again by itself, and named when it is gone."""
    home = Home()
    home.train("m", "--steps", "20")
    again = goes_on(home)
    assert again.code == 0 and again.events("start")[0]["dataset"] == "tiny", again.err
    assert home.newest("m")[0] == 30

    moved = home.file("moved")
    os.rename(home.file("tiny"), moved)
    gone = goes_on(home)
    assert gone.code == 1 and home.file("tiny") in gone.err and "--dataset" in gone.err, gone.err
    there = goes_on(home, "--dataset", moved)
    assert there.code == 0 and home.newest("m")[0] == 40, there.err
    assert goes_on(home).code == 0, "from now on it is looked for there"


def another_dataset_is_refused():
    """Also where the run's own lay."""
    home = Home()
    home.train("m", "--steps", "20")
    write_idx_pair(home.file("tiny"), "t10k", 100, seed=3)
    for arguments in [], ["--dataset", home.file("tiny")], ["--dataset", "builtin"]:
        refused = goes_on(home, *arguments)
        assert refused.code == 1 and "SHA-256" in refused.err, refused.err
    assert home.newest("m")[0] == 20


def diverging_stops():
    home = Home()
    result = home.run(*home.small_run("m", "--steps", "500", "--learning-rate", "1000000"))
    assert result.code == 1, result.err
    assert "step" in result.err and "learning rate" in result.err, result.err


tap.main([
    ("/train/json-keys", json_keys),
    ("/train/resume-is-exact", resume_is_exact),
    ("/train/resume-is-exact-off-the-beat", resume_is_exact_off_the_beat),
    ("/train/seed-counts", seed_counts),
    ("/train/any-seed", any_seed),
    ("/train/fresh-keeps-the-older-run", fresh_keeps_the_older_run),
    ("/train/changes-within-a-run", changes_within_a_run),
    ("/train/keeps-five-and-the-best", keeps_five_and_the_best),
    ("/train/a-few-steps", a_few_steps),
    ("/train/folder-with-any-name", folder_with_any_name),
    ("/train/fresh-that-cannot-start", fresh_that_cannot_start_moves_nothing),
    ("/train/fresh-with-another-seed", fresh_with_another_seed_begins_at_zero),
    ("/train/dataset-goes-with-the-run", dataset_goes_with_the_run),
    ("/train/another-dataset-is-refused", another_dataset_is_refused),
    ("/train/diverging-stops", diverging_stops),
])
