"""What a command writes never costs a file that nobody offered.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import functools
import os
import shutil
import stat
import struct
import tempfile

import tap
from cli import Home, contents

home = Home()
PNG = b"\x89PNG\r\n\x1a\n"


@functools.cache
def model():
    home.train("m", "--steps", "100")
    return home.newest("m")[1]


def fresh(name, content):
    """A file in an empty folder."""
    folder = tempfile.mkdtemp(dir=home.path)
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def a_model(name="a.safetensors"):
    return fresh(name, contents(model()))


def export(form, *arguments):
    return home.run("export", "--format", form, *arguments)


def show(path, *arguments, dataset=None):
    return home.run("dataset", "show", dataset or home.tiny_dataset(), "--output", path,
                    "--columns", "2", *arguments)


# Every command that writes a file where it is told, and the kind of that file.
WRITERS = {
    "export-small": (lambda path, *more: export("small", model(), path, *more), ".safetensors"),
    "export-onnx": (lambda path, *more: export("onnx", model(), path, *more), ".onnx"),
    "dataset-show": (show, ".png"),
}

LENGTH = struct.pack("<Q", 2)

# What may lie there already, under a name with the right end or another one.
PRECIOUS = {
    "model": lambda suffix: a_model("x" + suffix),
    "broken-model": lambda suffix: fresh("x.safetensors", b"not any more"),
    "foreign-model": lambda suffix: fresh("x" + suffix, LENGTH + b"{}" + b"data"),
    "text": lambda suffix: fresh("thesis.txt", b"Chapter 1"),
    "text-by-the-name": lambda suffix: fresh("x" + suffix, b"Chapter 1"),
    "nothing-known": lambda suffix: fresh("x", b"\x01\x02\x03"),
    "archive": lambda suffix: fresh("x" + suffix, b"PK\x03\x04 and so on"),
    "compressed": lambda suffix: fresh("x" + suffix, b"\x1f\x8b\x08 and so on"),
    "picture": lambda suffix: fresh("x" + suffix, PNG),
    "photograph": lambda suffix: fresh("x" + suffix, b"\xff\xd8\xff\xe0"),
    "drawing": lambda suffix: fresh("x" + suffix, b'{"strokes": []}'),
}


def precious(writer, kind):
    def test():
        write, suffix = WRITERS[writer]
        path = PRECIOUS[kind](suffix)
        before = contents(path)
        done = write(path)
        if (kind, suffix) == ("picture", ".png"):
            assert done.code == 0 and contents(path) != before, done.err
            return
        assert done.code in (1, 2), done.err
        assert contents(path) == before and len(os.listdir(os.path.dirname(path))) == 1
        assert os.path.basename(path) in done.err, done.err
        if done.code == 1:
            assert "--force" in done.err, done.err
            forced = write(path, "--force")
            assert forced.code == 0 and contents(path) != before, forced.err
    return test


def own_kind(writer):
    def test():
        """What was written before is replaced, whatever its name, and said each time."""
        write, suffix = WRITERS[writer]
        path = os.path.join(tempfile.mkdtemp(dir=home.path), "x" + suffix)
        assert write(path).code == 0
        if suffix == ".safetensors":
            assert write(path).code == 1, "a model is not replaced"
        else:
            os.rename(path, path + ".old")
            assert write(path + ".old").code == 0
            done = write(path)
            assert done.code == 0 and done.out.startswith(f"Wrote {path} from "), done.out
        empty = fresh("empty" + suffix, b"")
        assert write(empty).code == 0
    return test


def same_file(form):
    def test():
        """The file that is read, by every name it has, whatever is forced."""
        path = a_model()
        folder = os.path.dirname(path)
        suffix = ".onnx" if form == "onnx" else ".safetensors"
        names = [os.path.join(folder, name + suffix) for name in ("link", "relative", "hard")]
        os.symlink(path, names[0])
        os.symlink("a.safetensors", names[1])
        os.link(path, names[2])
        names.append(os.path.join(folder, "..", os.path.basename(folder), "hard" + suffix))
        before = contents(path)
        for name in names:
            for force in [], ["--force"]:
                done = export(form, path, name, *force)
                assert done.code == 1 and "is the file that is read" in done.err, done.err
        assert contents(path) == before and os.path.islink(names[0])
        done = export(form, os.path.join(folder, "relative" + suffix), path, "--force")
        assert done.code in (1, 2) and contents(path) == before, done.err
    return test


def newest_is_read():
    """The model that is meant where none is named is not written either."""
    other = Home()
    other.train("data/inkling/models", "--steps", "20")
    path = other.newest("data/inkling/models")[1]
    before = contents(path)
    done = other.run("export", "--format", "small", path, "--force")
    assert done.code == 1 and "is the file that is read" in done.err, done.err
    assert contents(path) == before


def output_forgotten():
    for form in "small", "onnx":
        path = a_model()
        done = export(form, path)
        assert done.code == 2 and "name the file to write" in done.err, done.err
        assert contents(path) == contents(model())
    done = export("onnx", model(), home.file("typing-error.safetensors"), "--force")
    assert done.code == 2 and not os.path.exists(home.file("typing-error.safetensors")), done.err
    assert export("onnx").code == 2


def data_set_is_read():
    """A picture over one of the files it shows."""
    folder = tempfile.mkdtemp(dir=home.path)
    shutil.copytree(home.tiny_dataset(), folder, dirs_exist_ok=True)
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        before = contents(path)
        for force in [], ["--force"]:
            done = show(path, *force, dataset=folder)
            assert done.code == 1 and name in done.err, done.err
        assert contents(path) == before


def link_of_another_user():
    """In a folder as /tmp is, a link that another user made is not followed, wherever it leads."""
    if os.geteuid() != 0:
        raise tap.Skip("only an administrator can make another user's link")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o1777)
        private = fresh("private.onnx", b"\x08 mine")
        for target in private, private + ".new":
            for name in "direct.onnx", "chain.onnx":
                path = os.path.join(folder, name)
                os.symlink(target, os.path.join(folder, "direct.onnx"))
                if name == "chain.onnx":
                    os.symlink(os.path.join(folder, "direct.onnx"), path)
                    os.chown(path, 0, 0, follow_symlinks=False)
                os.chown(os.path.join(folder, "direct.onnx"), 65534, 65534, follow_symlinks=False)
                for force in [], ["--force"]:
                    done = export("onnx", model(), path, *force)
                    assert done.code == 1, "another user's link was followed"
                    assert name in done.err and len(done.err.splitlines()) == 1, done.err
                assert contents(private) == b"\x08 mine"
                assert not os.path.exists(private + ".new")
                for entry in os.listdir(folder):
                    assert os.path.islink(os.path.join(folder, entry)), entry
                    os.unlink(os.path.join(folder, entry))


def link_of_ones_own():
    """One that the user made is followed, and stays."""
    target = fresh("real.onnx", b"")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o1777)
        path = os.path.join(folder, "link.onnx")
        os.symlink(target, path)
        assert export("onnx", model(), path).code == 0
        assert os.path.islink(path) and contents(target).startswith(b"\x08")
        assert stat.S_ISREG(os.stat(target).st_mode)


cases = []
for each in WRITERS:
    cases += [(f"/output/{each}/{kind}", precious(each, kind)) for kind in PRECIOUS]
    cases.append((f"/output/{each}/own-kind", own_kind(each)))
cases += [
    ("/output/same-file/small", same_file("small")),
    ("/output/same-file/onnx", same_file("onnx")),
    ("/output/same-file/newest", newest_is_read),
    ("/output/same-file/data-set", data_set_is_read),
    ("/output/forgotten", output_forgotten),
    ("/output/link-of-another-user", link_of_another_user),
    ("/output/link-of-ones-own", link_of_ones_own),
]
tap.main(cases)
