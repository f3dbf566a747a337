"""Data sets as other programs keep them are read, and what is none is refused with the true cause.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import bz2
import functools
import gzip
import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np

import tap
from cli import Home, pictures

N_COLUMNS = 30
NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte",
         "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
KEYS = ("x_train", "y_train", "x_test", "y_test")
READ_WELL, READ_BADLY = 0.8, 0.4

home = Home()


@functools.cache
def arrays():
    """Images and labels of both parts: digits of the program's own, which its network reads."""
    found = []
    for part in (["--training"], []):
        sheet = home.file("sheet.png")
        result = home.run("dataset", "show", "builtin", "-o", sheet, "--columns", N_COLUMNS, *part)
        assert result.code == 0, result.err
        cells = sorted(pictures(sheet).items(), key=lambda cell: (cell[0][1], cell[0][0]))
        images = np.array([[list(row) for row in picture] for _, picture in cells], np.uint8)
        found += [images, np.array([place[0] for place, _ in cells], np.uint8)]
    return found


def idx(array, code=8, kind=">u1"):
    return (bytes([0, 0, code, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
            + array.astype(kind).tobytes())


def changed(images=lambda array: array, labels=lambda array: array):
    return [(images if i % 2 == 0 else labels)(array) for i, array in enumerate(arrays())]


def put(path, data):
    path = Path(home.file(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def four(folder, name=lambda name: name, pack=lambda data: data, write=idx, parts=(0, 1, 2, 3),
         **how):
    for i in parts:
        put(f"{folder}/{name(NAMES[i])}", pack(write(changed(**how)[i])))


def odd_gzip(data):
    """With every field that a gzip header may have."""
    header = (b"\x1f\x8b\x08" + bytes([2 | 4 | 8 | 16]) + bytes(4) + b"\x02\x03"
              + struct.pack("<H", 6) + b"AB\x02\x00xy" + b"name\0comment\0")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (header + struct.pack("<H", zlib.crc32(header) & 0xffff)
            + packer.compress(data) + packer.flush()
            + struct.pack("<II", zlib.crc32(data), len(data)))


def zipped(name):
    def pack(data):
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        return memory.getvalue()
    return pack


def qmnist(array):
    if array.ndim == 3:
        return idx(array)
    table = np.full((len(array), 8), 4321, np.int32)
    table[:, 0] = array
    return idx(table, 0x0c, ">i4")


def npz(save, **how):
    memory = io.BytesIO()
    save(memory, **dict(zip(KEYS, changed(**how))))
    return memory.getvalue()


def npz_of(key, array):
    memory = io.BytesIO()
    np.savez_compressed(memory, **{key: array})
    return memory.getvalue()


def npy(array):
    memory = io.BytesIO()
    np.save(memory, array)
    return memory.getvalue()


def emnist(name):
    return "emnist-digits-" + name.replace("t10k", "test") + ".gz"


def transposed(images):
    return images.transpose(0, 2, 1)


def inverted(images):
    return 255 - images


def write_all():
    four("plain")
    four("torch/MNIST/raw")
    four("torch/MNIST/raw", name=lambda name: name + ".gz", pack=gzip.compress)
    put("torch/MNIST/raw/train-images-idx3-ubyte.gz.part", b"half")
    put("torch/MNIST/raw/._train-images-idx3-ubyte", b"of another system")
    four("emnist", name=emnist, pack=gzip.compress, images=transposed)
    put("emnist/emnist-digits-mapping.txt", b"0 48\n")
    four("emnist-upright", name=emnist, pack=gzip.compress)
    four("qmnist", name=lambda name: "qmnist-" + name.replace("t10k", "test").replace(
        "idx1-ubyte", "idx2-int") + ".gz", pack=gzip.compress, write=qmnist)
    put("qmnist/xnist-labels-idx2-int", b"of all of them")
    for part, i in (("train", 0), ("test", 2)):
        put(f"kmnist/kmnist-{part}-imgs.npz", npz_of("arr_0", arrays()[i]))
        put(f"kmnist/kmnist-{part}-labels.npz", npz_of("arr_0", arrays()[i + 1]))
    four("test-names", name=lambda name: name.replace("t10k", "test"))
    four("dotted", name=lambda name: name.replace("-idx", ".idx"))
    four("upper", name=lambda name: name.upper() + ".GZ", pack=gzip.compress)
    four("idx-suffix", name=lambda name: name + ".idx")
    four("same-named-folders", name=lambda name: f"{name}/{name}")
    four("below/one/more")
    for name in NAMES:
        put(f"zips/{name}.zip", zipped(name)(Path(home.file("plain", name)).read_bytes()))
    four("not-really-zip", name=lambda name: name + ".zip")
    four("gzip-no-suffix", pack=gzip.compress)
    four("gzip-members", pack=lambda data: b"".join(map(gzip.compress, (data[:5], b"", data[5:]))))
    four("gzip-odd-header", pack=odd_gzip)
    four("gzip-zeros", pack=lambda data: gzip.compress(data) + bytes(512))
    four("gzip-zeros-between", pack=lambda data: gzip.compress(data[:9]) + bytes(7)
         + gzip.compress(data[9:]) + bytes(1))
    four("gzip-twice", pack=lambda data: gzip.compress(gzip.compress(data)))
    four("flat", images=lambda images: images.reshape(len(images), 784))
    four("wide-labels",
         write=lambda array: idx(array) if array.ndim == 3 else idx(array, 0x0c, ">i4"))
    four("npy", name=lambda name: KEYS[NAMES.index(name)] + ".npy", write=npy)
    put("keras/mnist.npz", npz(np.savez))
    put("packed.npz", npz(np.savez_compressed, labels=lambda labels: labels.astype(np.int64)))
    put("channel.npz", npz(np.savez, images=lambda images: images[..., None]))
    four("test-alone", parts=(2, 3))
    four("training-alone", parts=(0, 1))
    four("transposed", images=transposed)
    four("inverted", images=inverted)
    four("both", images=lambda images: inverted(transposed(images)))


def verify(which, *more):
    result = home.run("dataset", "verify", home.file(which), "--json", *more)
    assert result.code == 0, result.err
    return result.lines()[0], result.err


def accuracy(which, *more):
    result = home.run("evaluate", "bundled", "--dataset", home.file(which), "--json", *more)
    assert result.code == 0, result.err
    return result.lines()[0]["accuracy"]


def reads(*places):
    def run():
        for which in places:
            line, said = verify(which)
            assert (line["training"], line["test"]) == (10 * N_COLUMNS, 10 * N_COLUMNS), line
            assert line["seems"] == [] and said == "", (which, line, said)
            assert accuracy(which) > READ_WELL, which
    return run


def same_digest():
    """However they are packed and spelt, the same files are the same data set."""
    wanted = verify("plain")[0]["digest"]
    for which in ("torch", "upper", "gzip-zeros", "gzip-twice", "gzip-members", "zips", "dotted"):
        assert verify(which)[0]["digest"] == wanted, which
    assert verify("packed.npz")[0]["digest"] != wanted


def names():
    """A data set goes by its folder, its archive, or what its files are called."""
    for which, name in (("torch/MNIST/raw", "MNIST/raw"), ("emnist", "emnist"),
                        ("emnist/" + emnist(NAMES[0]), "emnist-digits"),
                        ("dotted/t10k-labels.idx1-ubyte", "dotted"),
                        ("keras/mnist.npz", "mnist.npz")):
        assert verify(which)[0]["name"] == name, which


def test_alone():
    assert accuracy("test-alone") > READ_WELL
    assert accuracy("test-alone/" + NAMES[3]) > READ_WELL
    for command in (["train"], ["dataset", "verify"]):
        where = ["--dataset"] if command == ["train"] else []
        result = home.run(*command, *where, home.file("test-alone"))
        assert result.code == 1 and NAMES[0] in result.err, result.err
    result = home.run("evaluate", "bundled", "--dataset", home.file("training-alone"))
    assert result.code == 1 and NAMES[2] in result.err, result.err


def emnist_turned():
    """EMNIST's name is enough, unless the pictures have been turned already."""
    assert verify("emnist")[0]["mended"] == ["transposed"]
    assert verify("emnist-upright")[0]["mended"] == []
    assert verify("emnist")[0]["digest"] != verify("emnist", "--inverted")[0]["digest"]


def looks(which, options, looks_like):
    """What lies wrong is said, and the option mends it."""
    def run():
        line, said = verify(which)
        assert line["seems"] == looks_like and line["mended"] == [], line
        assert all(option in said for option in options), said
        assert accuracy(which) < READ_BADLY
        mended, said = verify(which, *options)
        assert mended["mended"] == looks_like and mended["seems"] == [] and said == "", mended
        assert mended["digest"] != line["digest"]
        assert accuracy(which, *options) > READ_WELL
        assert accuracy(which + "#" + ",".join(looks_like)) > READ_WELL
        result = home.run("train", "--dataset", home.file(which), *options, "--steps", "1",
                          "--hidden", "16", "--batch", "50", "--models", home.file("m-" + which))
        assert result.code == 0 and "seem" not in result.err, result.err
    return run


def really_so_called():
    four("odd#transposed")
    assert verify("odd#transposed")[0]["mended"] == []
    assert accuracy("odd#transposed") > READ_WELL


def refuses(make, which, *said):
    """One sentence that names the file and the cause."""
    def run():
        make()
        for command in (["dataset", "verify"], ["evaluate", "bundled", "--dataset"]):
            result = home.run(*command, home.file(which))
            assert result.code == 1 and result.out == "", (result.code, result.out)
            assert len(result.err.splitlines()) == 1, result.err
            assert all(part in result.err for part in said), result.err
            assert "no such" not in result.err or not os.path.lexists(home.file(which))
    return run


def nothing():
    pass


def spoilt(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def spoil_npz(name, spoil):
    return lambda: put(name, spoil(npz(np.savez_compressed)))


def make_several():
    four("several", name=emnist)
    four("several", name=lambda name: emnist(name).replace("digits", "mnist"))


def make_locked():
    four("locked")
    os.chmod(home.file("locked"), 0)
    if os.access(home.file("locked"), os.R_OK):
        raise tap.Skip("permissions do not bind this user")


def make_dangling_part():
    four("part")
    path = os.path.join(home.file("part"), NAMES[1])
    for name in path, path + ".gz":
        if os.path.exists(name):
            os.remove(name)
    os.symlink("nowhere", path)


WRONG = {
    "not-there": (nothing, "nowhere", "no such folder or file"),
    "dangling": (lambda: os.symlink("nowhere", home.file("dangling")), "dangling", "link"),
    "dangling-part": (make_dangling_part, "part", NAMES[1], "link"),
    "no-archive": (lambda: put("text.npz", b"notes"), "text.npz", "archive is damaged"),
    "below-a-file": (nothing, f"plain/{NAMES[0]}/more", "Not a directory"),
    "empty-folder": (lambda: os.mkdir(home.file("empty")), "empty", "holds no data set"),
    "locked-folder": (make_locked, "locked", "ermission"),
    "pipe": (lambda: os.mkfifo(home.file("pipe")), "pipe", "not a file"),
    "text": (lambda: put("notes.txt", b"notes"), "notes.txt", "not called like"),
    "picture": (lambda: put("p.gif", b"GIF89a" + bytes(20)), "p.gif", "this is a picture"),
    "empty-file": (lambda: put("nothing", b""), "nothing", "empty"),
    "several": (make_several, "several", "emnist-digits", "emnist-mnist"),
    "floats": (lambda: put("float.npz", npz(np.savez, images=lambda x: x / 255)), "float.npz",
               "x_train", "type"),
    "by-columns": (lambda: put("f.npz", npz(np.savez, images=np.asfortranarray)), "f.npz",
                   "column"),
    "half-npz": (lambda: put("half.npz", npz_of("x_train", arrays()[0])), "half.npz", "no array"),
    "other-zip": (lambda: put("o.zip", zipped("a.txt")(b"a")), "o.zip", "other files"),
    "cut-npz": (spoil_npz("cut.npz", lambda data: data[:-30]), "cut.npz", "cut off"),
    "wrong-npz": (spoil_npz("w.npz", lambda data: spoilt(data, 3000)), "w.npz", "damaged"),
    "letters": (lambda: four("letters", labels=lambda x: x + 10), "letters", "from 0 to 9"),
    "from-one": (lambda: four("from-one", labels=lambda x: x + 1), "from-one", "from 0 to 9"),
    "small": (lambda: four("small", images=lambda x: x[:, 4:24, 4:24]), "small", "28 × 28"),
    "float-idx": (lambda: four("float-idx", write=lambda x: idx(x, 0x0d, ">f4")), "float-idx",
                  "type"),
    "junk-behind": (lambda: four("junk", pack=lambda data: gzip.compress(data) + b"junk"), "junk",
                    "follows the end"),
    "git-lfs": (lambda: four("lfs", pack=lambda data: b"version https://git-lfs.github.com/spec/v1"
                                                      b"\noid sha256:00\nsize 9\n"), "lfs", "LFS"),
    "bzip2": (lambda: four("bz", pack=bz2.compress), "bz", "bzip2"),
    "thrice": (lambda: four("thrice", pack=lambda data: gzip.compress(gzip.compress(
        gzip.compress(data)))), "thrice", "again and again"),
}


def drawings():
    """A file of drawings measures a model, whatever it is called; nothing learns from it."""
    line = b'{"label": 1, "strokes": [[[1, 1], [2, 50]]]}\n'
    for name in ("drawings.jsonl", "DRAWINGS.JSONL", "drawings.txt"):
        put(name, line)
        assert accuracy(name) in (0, 1)
        result = home.run("train", "--dataset", home.file(name))
        assert result.code == 1 and "drawings" in result.err, result.err


def look_of_known():
    result = home.run("evaluate", "bundled", "--dataset", "builtin", "--transposed")
    assert result.code == 2 and "--transposed" in result.err
    result = home.run("train", "--inverted")
    assert result.code == 2 and "--dataset" in result.err


write_all()
tap.main([
    ("/kinds/torchvision", reads("torch", "torch/MNIST", "torch/MNIST/raw",
                                 f"torch/MNIST/raw/{NAMES[2]}.gz")),
    ("/kinds/emnist", reads("emnist", "emnist/" + emnist(NAMES[1]), "emnist-upright")),
    ("/kinds/qmnist", reads("qmnist")),
    ("/kinds/kmnist", reads("kmnist", "kmnist/kmnist-test-labels.npz")),
    ("/kinds/spellings", reads("test-names", "dotted", "upper", "idx-suffix")),
    ("/kinds/folders", reads("same-named-folders", "below")),
    ("/kinds/zip", reads("zips", "not-really-zip")),
    ("/kinds/gzip", reads("gzip-no-suffix", "gzip-members", "gzip-odd-header", "gzip-zeros",
                          "gzip-zeros-between", "gzip-twice")),
    ("/kinds/shapes", reads("flat", "wide-labels", "npy", "npy/y_test.npy")),
    ("/kinds/npz", reads("keras", "keras/mnist.npz", "packed.npz", "channel.npz")),
    ("/kinds/same-digest", same_digest),
    ("/kinds/names", names),
    ("/kinds/test-alone", test_alone),
    ("/kinds/emnist-turned", emnist_turned),
    ("/kinds/transposed", looks("transposed", ["--transposed"], ["transposed"])),
    ("/kinds/inverted", looks("inverted", ["--inverted"], ["inverted"])),
    ("/kinds/both", looks("both", ["--transposed", "--inverted"], ["transposed", "inverted"])),
    ("/kinds/really-so-called", really_so_called),
    ("/kinds/drawings", drawings),
    ("/kinds/look-of-known", look_of_known),
    *((f"/kinds/refused/{name}", refuses(*wrong)) for name, wrong in WRONG.items()),
])
