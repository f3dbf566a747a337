"""Training where something is in the way: memory, damaged files, folders that cannot be used.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import errno
import glob
import json
import os
import resource
import struct

import tap
from cli import PROGRAM, SMALL, Home, contents

SCARCE = 1500 * 1024 * 1024  # bytes of address space, for a training
SCARCER = 500 * 1024 * 1024  # and for an evaluation


def run_with(n_bytes, home, *arguments):
    """What a command says with so much address space, and its exit code."""
    if b"__asan_init" in contents(PROGRAM):
        raise tap.Skip("the address sanitizer needs more address space than there is here")
    process = home.start(*arguments, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_AS, (n_bytes, n_bytes)))
    _, said = process.communicate(timeout=100)
    return process.returncode, said


def short_of_memory():
    """The run ends with the reason before it has made anything that could be measured."""
    home = Home()
    code, said = run_with(SCARCE, home, *home.small_run("m", "--steps", "5", "--hidden",
                                                        "16384,16384,16384"))
    assert code == 1 and "not enough memory" in said, (code, said)


def ever_less_memory():
    """However little there is: done, or the reason why not. Nothing hangs, nothing is aborted."""
    home = Home()
    assert home.run(*home.small_run("deep", "--steps", "2", "--hidden", "40,30")).code == 0
    commands = [
        home.small_run("m", "--steps", "5", "--fresh"),
        home.small_run("n", "--steps", "5", "--fresh", "--hidden", "40,30"),
        ["evaluate", "bundled", "--dataset", home.tiny_dataset()],
        ["evaluate", home.newest("deep")[1], "--dataset", home.tiny_dataset()],
    ]
    for megabytes in (600, 420, 300, 240, *range(190, 60, -6)):
        code, _ = run_with(megabytes << 20, home, "--version")
        if code != 0:  # not even the libraries find room
            break
        for command in commands:
            code, said = run_with(megabytes << 20, home, *command)
            assert code == 0 or code == 1 and ("memory" in said or "thread" in said), (
                megabytes, command, code, said)


def many_drawings_in_little_memory():
    home = Home()
    ink = home.file("many.jsonl")
    with open(ink, "w", encoding="utf-8") as file:
        file.write('{"label": 1, "strokes": [[[0, 0], [0, 9]]]}\n' * 400000)
    code, said = run_with(SCARCER, home, "evaluate", "bundled", "--dataset", ink)
    assert code == 0 or code == 1 and "not enough memory" in said, (code, said)


def with_value(content, name, value):
    """A model file with another text in its metadata."""
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    header["__metadata__"][name] = value
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + content[8 + length:]


def values_of_strangers_do_not_reach_the_terminal():
    """A model may come from anybody: it neither steers the terminal nor fills it."""
    home = Home()
    home.train("m", "--steps", "20")
    good = contents(home.newest("m")[1])
    for name in "seed", "format", "recipe.batch", "recipe.unheard-of":
        value = "inkling-model/" + "\x1b[2J\x9b\r\n" + "long" * 5000
        for stranger in value, value[:30]:
            write(home.file("m", "mnist_model-20.safetensors"), with_value(good, name, stranger))
            result = home.run("info", home.file("m", "mnist_model-20.safetensors"))
            assert result.code == 1 and len(result.err) < 400, (name, len(result.err))
            assert result.err[:-1].isprintable(), (name, result.err)
    write(home.file("\x1b[2J.jsonl"), b'{"strokes": [[[0, 0], [0, 9]]]}\n')
    result = home.run("predict", "bundled", home.file("\x1b[2J.jsonl"))
    assert result.code == 0 and result.out[:-1].isprintable(), result.out


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)
    return content


def damaged(content):
    """With another last byte, which the header does not show."""
    return content[:-1] + bytes([content[-1] ^ 1])


def still_there(home, content):
    """Whether a file with it is left, at its place or set aside."""
    return any(contents(path) == content
               for path in glob.glob(home.file("m", "**", "*.safetensors"), recursive=True))


def broken_files_are_named_and_kept():
    """Past a damaged later file, and over one whose step the run comes to."""
    home = Home()
    home.train("m", "--steps", "200")
    good = contents(home.newest("m")[1])
    broken = {name: write(home.file("m", name), content) for name, content in [
        ("mnist_model-9999.safetensors", damaged(good)),
        ("mnist_model-99999.safetensors", b"\x89PNG\r\n\x1a\n"),
        ("mnist_model-300.safetensors", good[:-4]),
        ("mnist_model-100.safetensors", damaged(contents(home.file(
            "m", "mnist_model-100.safetensors"))))]}
    result = home.train("m", "--steps", "200", "--keep", "1")
    assert result.events("start")[0]["step"] == 200
    for name, content in broken.items():
        assert name in result.err or "-100." in name, (name, result.err)
        assert still_there(home, content), name
    assert contents(home.file("m", "mnist_model-400.safetensors"))


def unreadable_models_are_not_replaced():
    """Where no model can be read a run begins anew, and the steps it saves are those files'."""
    home = Home()
    home.train("m", "--steps", "100")
    path = home.newest("m")[1]
    newer = write(path, contents(path).replace(b"inkling-model/2", b"inkling-model/3"))
    result = home.train("m", "--steps", "100", "--keep", "1")
    assert result.events("start")[0]["step"] == 0
    assert "newer than this program" in result.err, result.err
    assert still_there(home, newer)
    assert home.train("m", "--steps", "100").events("start")[0]["step"] == 100


def wait_for_event(process, name):
    """The next such event of a run that goes on."""
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == name:
            return event
    raise AssertionError(f"the run ended without {name}: {process.stderr.read()}")


def endless_run(home, *arguments):
    return home.start(*home.small_run("m", "--steps", "1000000000", *arguments))


def two_trainers_one_folder():
    """The second is told who trains there and touches nothing; a kill frees the folder."""
    home = Home()
    first = endless_run(home, "--keep", "100000")
    wait_for_event(first, "checkpoint")
    for more in ["--seed", "2"], ["--fresh"], []:
        second = home.run(*home.small_run("m", "--steps", "5", *more))
        assert second.code == 1 and not second.out, (second.code, second.out)
        assert f"process {first.pid} on" in second.err and "--models" in second.err, second.err
    saved = wait_for_event(first, "checkpoint")
    first.kill()
    first.communicate()
    assert os.listdir(home.file("m")).count("run-1") == 0
    result = home.train("m", "--steps", "5", "--keep", "100000")
    assert result.events("start")[0]["step"] >= saved["step"]
    assert os.path.exists(saved["path"])


def runs_tell_their_files_apart():
    """Another run's checkpoints stay; a run's own go, also after it was resumed and changed."""
    home = Home()
    home.train("m", "--steps", "100", "--seed", "2")
    others = home.file("m", "mnist_model-99.safetensors")
    os.rename(home.newest("m")[1], others)
    os.rename(home.file("m"), home.file("theirs"))
    home.train("m", "--steps", "200")
    for name in os.listdir(home.file("theirs")):
        os.rename(home.file("theirs", name), home.file("m", "mnist_model-9.safetensors"))
    home.train("m", "--steps", "300", "--keep", "1", "--l2", "0.001")
    left = os.listdir(home.file("m"))
    assert "mnist_model-9.safetensors" in left and "mnist_model-500.safetensors" in left, left
    assert len(left) <= 3, left  # the last one and the best, besides


def folder_deleted_under_a_run():
    """It is made anew, and that is said."""
    home = Home()
    process = endless_run(home)
    wait_for_event(process, "checkpoint")
    os.rename(home.file("m"), home.file("gone"))
    while not os.path.isdir(home.file("m")):
        wait_for_event(process, "checkpoint")
    saved = wait_for_event(process, "checkpoint")
    process.terminate()
    _, said = process.communicate()
    assert process.returncode == 0 and "made anew" in said, (process.returncode, said)
    assert os.path.exists(saved["path"]) or home.newest("m")[0] > saved["step"]


def told_before_the_first_step():
    """A folder that cannot be written, or has no room, is an error before anything is learnt."""
    home = Home()
    write(home.file("file"), b"")
    for folder in home.file("file"), home.file("file", "models"), "/proc/models":
        result = home.run(*home.small_run("m", "--steps", "5"), "--models", folder)
        assert result.code == 1 and not result.out and folder in result.err, result.err
    process = home.start(*home.small_run("m", "--steps", "5"),
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                               (50000, 50000)))
    out, said = process.communicate(timeout=100)
    assert process.returncode == 1 and not out and "ulimit -f" in said, (out, said)
    assert not os.path.exists(home.file("m"))


def files_that_may_not_grow():
    """A shell's “ulimit -f” is an error in words, not a signal, and leaves nothing behind."""
    home = Home()
    home.train("m", "--steps", "20")
    os.mkdir(home.file("out"))
    for kind in "onnx", "small":
        process = home.start("export", home.newest("m")[1], "--format", kind,
                             home.file("out", kind),
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                                   (4096, 4096)))
        _, said = process.communicate(timeout=100)
        assert process.returncode == 1 and "ulimit -f" in said, (process.returncode, said)
        assert os.listdir(home.file("out")) == [], os.listdir(home.file("out"))


def folder_called_like_a_known_set():
    """Its run is not taken for one on the set of that name, with and without the folder."""
    home = Home()
    os.mkdir(home.file("mine"))
    folder = home.file("mine", "builtin")
    os.rename(home.tiny_dataset(), folder)
    arguments = ["train", "--models", home.file("m"), *SMALL, "--steps", "50"]
    assert home.run(*arguments, "--dataset", folder).code == 0
    resumed = home.run(*arguments)
    assert resumed.events("start")[0]["step"] == 50, resumed.err
    os.rename(folder, home.file("mine", "elsewhere"))
    refused = home.run(*arguments)
    assert refused.code == 1 and "mine/builtin" in refused.err, refused.err


def links_that_lead_nowhere():
    """Are told from what is not there, and from what is no folder."""
    home = Home()
    link = home.file("link")
    os.symlink("nowhere", link)
    for arguments in (["train", *SMALL, "--dataset", home.tiny_dataset(), "--models", link],
                      ["train", "--dataset", link], ["predict", link]):
        result = home.run(*arguments)
        assert result.code == 1 and "what it points to is not there" in result.err, result.err
    os.remove(link)
    os.symlink("link", link)
    result = home.run("train", *SMALL, "--models", link)
    assert result.code == 1 and os.strerror(errno.ELOOP) in result.err, result.err


tap.main([
    ("/mishaps/links-that-lead-nowhere", links_that_lead_nowhere),
    ("/mishaps/short-of-memory", short_of_memory),
    ("/mishaps/ever-less-memory", ever_less_memory),
    ("/mishaps/many-drawings-in-little-memory", many_drawings_in_little_memory),
    ("/mishaps/broken-files-are-named-and-kept", broken_files_are_named_and_kept),
    ("/mishaps/two-trainers-one-folder", two_trainers_one_folder),
    ("/mishaps/runs-tell-their-files-apart", runs_tell_their_files_apart),
    ("/mishaps/folder-deleted-under-a-run", folder_deleted_under_a_run),
    ("/mishaps/told-before-the-first-step", told_before_the_first_step),
    ("/mishaps/files-that-may-not-grow", files_that_may_not_grow),
    ("/mishaps/folder-called-like-a-known-set", folder_called_like_a_known_set),
    ("/mishaps/unreadable-models-are-not-replaced", unreadable_models_are_not_replaced),
    ("/mishaps/values-of-strangers", values_of_strangers_do_not_reach_the_terminal),
])
