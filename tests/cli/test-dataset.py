"""Data sets are listed, checked and drawn; what is wrong with one is named.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import functools
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import tap
from cli import Home, pictures, read_grey, write_idx_pair

home = Home()


def show(*arguments):
    path = home.file("sheet.png")
    result = home.run("dataset", "show", "-o", path, *arguments, "--json")
    assert result.code == 0, result.err
    line = result.lines()[0]
    assert line["file"] == path and (line["width"], line["height"]) == read_grey(path)[:2]
    return line["samples"], pictures(path)


def tiny_picture(number):
    with open(os.path.join(home.tiny_dataset(), "t10k-images-idx3-ubyte"), "rb") as file:
        file.seek(16 + 784 * number)
        data = file.read(784)
    return [data[y * 28:(y + 1) * 28] for y in range(28)]


def lists():
    lines = home.run("dataset", "list", "--json").lines()
    assert {line["name"]: line["available"] for line in lines} == {
        "mnist": False, "builtin": True, "fashion-mnist": False}
    assert [line["name"] for line in lines if line["downloadable"]] == ["mnist"]
    words = home.run("dataset", "list")
    assert words.code == 0 and "fashion-mnist" in words.out


def lists_where_it_is():
    place = home.file("data", "inkling", "datasets", "mnist")
    os.makedirs(place)
    write_idx_pair(place, "train", 20, seed=1)
    lines = home.run("dataset", "list", "--json").lines()
    os.remove(os.path.join(place, "train-images-idx3-ubyte"))
    os.remove(os.path.join(place, "train-labels-idx1-ubyte"))
    assert [line.get("folder") for line in lines if line["name"] == "mnist"] == [place]


def verifies():
    line = home.run("dataset", "verify", home.tiny_dataset(), "--json").lines()[0]
    assert (line["name"], line["training"], line["test"]) == ("tiny", 600, 100)
    assert len(line["digest"]) == 64 and "known" not in line


def known_by_its_digest():
    folder = os.path.join(os.environ.get("INKLING_TEST_DATA") or "/nowhere", "mnist")
    if not os.path.isdir(folder):
        raise tap.Skip("MNIST is not at $INKLING_TEST_DATA/mnist")
    assert home.run("dataset", "verify", folder, "--json").lines()[0]["known"] == "mnist"


def wrong_bytes():
    """A name promises the published bytes; other files are refused under it."""
    result = home.run("dataset", "verify", "mnist", INKLING_MNIST=home.tiny_dataset())
    assert result.code == 1 and "train-images" in result.err and "SHA-256" in result.err


def a_row_a_digit():
    samples, cells = show(home.tiny_dataset(), "--columns", "3")
    assert samples == 30 and len(cells) == 30
    for (row, column), picture in cells.items():
        assert picture == tiny_picture(10 * column + row), (row, column)


def one_digit():
    samples, cells = show(home.tiny_dataset(), "--digit", "7", "--columns", "2", "--rows", "2",
                          "--first", "20")
    assert samples == 4
    assert [cells[place] for place in ((0, 0), (0, 1), (1, 0), (1, 1))] == [
        tiny_picture(number) for number in (27, 37, 47, 57)]


def runs_out():
    """Fewer pictures than places: the rest stays empty."""
    samples, cells = show(home.tiny_dataset(), "--digit", "3", "--columns", "12")
    assert samples == 10
    assert cells[0, 9] == tiny_picture(93) and not any(map(any, cells[0, 11]))


def distorts():
    how = [home.tiny_dataset(), "--distort", "--columns", "4", "--seed", "5"]
    first, again = show(*how, "--step", "3")[1], show(*how, "--step", "3")[1]
    later = show(*how, "--step", "4")[1]
    assert first == again, "the same seed and step give the same pictures"
    assert len({tuple(first[0, column]) for column in range(4)}) == 4, "each sample differs"
    assert all(first[place] != later[place] for place in first)


def nothing_to_distort():
    cells = show(home.tiny_dataset(), "--distort", "--recipe", "course", "--columns", "2")[1]
    assert cells[4, 0] == cells[4, 1] == tiny_picture(4)


class BadServer:
    """tests/engine/bad-server.py, which serves MNIST's own files."""

    def __init__(self):
        folder = os.path.join(os.environ.get("INKLING_TEST_DATA") or "/nowhere", "mnist")
        if not os.path.isdir(folder):
            raise tap.Skip("MNIST is not at $INKLING_TEST_DATA/mnist")
        program = Path(__file__).parents[1] / "engine" / "bad-server.py"
        self.process = subprocess.Popen(["/usr/bin/python3", program, folder], encoding="utf-8",
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.address = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def mirrors(self, *faults):
        return {"INKLING_MIRRORS": " ".join(f"{self.address}/{fault}/" for fault in faults),
                "no_proxy": "*"}


def downloads():
    """Past three bad mirrors, to a set that can be learnt from."""
    own = Home()
    with BadServer() as server:
        result = own.run("dataset", "download", "mnist", "--json",
                         **server.mirrors("missing", "page", "wrong", "cut"))
    assert result.code == 0, result.err
    line = result.lines()[0]
    assert (line["event"], line["name"]) == ("done", "mnist")
    verified = own.run("dataset", "verify", "mnist", "--json").lines()[0]
    assert (verified["known"], verified["training"]) == ("mnist", 60000)
    assert os.listdir(os.path.dirname(line["folder"])) == ["mnist"]


def download_interrupted(number):
    """Ctrl+C ends it, or a terminal or session that closes; what has come stays, is no data set
    yet, and the rest follows."""
    own = Home()
    with BadServer() as server:
        slow, good = server.mirrors("slow"), server.mirrors("good")
        own.environment.update(slow)
        process = own.start("dataset", "download")
        part = Path(own.file("data", "inkling", "datasets", "mnist.download",
                             "train-images-idx3-ubyte.gz.part"))
        deadline = time.monotonic() + 30
        while not (part.exists() and part.stat().st_size > 0):
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        said = process.communicate(timeout=60)[1]
        assert process.returncode == 1 and "interrupted" in said, said
        assert part.stat().st_size > 0
        lines = own.run("dataset", "list", "--json").lines()
        assert not lines[0]["available"]
        assert own.run("dataset", "download", **good).code == 0
    assert own.run("dataset", "verify", "mnist").code == 0


def download_by_proxy():
    """No name needs to be known here: the proxy is asked for the whole address."""
    own = Home()
    with BadServer() as server:
        result = own.run("dataset", "download", http_proxy=server.address, no_proxy="",
                         INKLING_MIRRORS="http://mirror.invalid/good/")
    assert result.code == 0, result.err
    result = own.run("dataset", "download", "--json", http_proxy="http://127.0.0.1:1", no_proxy="",
                     INKLING_MIRRORS="http://mirror.invalid/good/")
    assert result.code == 0, "what is there already needs no network"


def download_fails():
    own = Home()
    for address, said in (("http://nowhere.invalid/", "connected to the internet"),
                          ("http://127.0.0.1:1/", "refuses"), ("nonsense", "no address")):
        result = own.run("dataset", "download", INKLING_MIRRORS=address, no_proxy="*")
        assert result.code == 1 and said in result.err and "MNIST" in result.err, result.err
        assert len(result.err.splitlines()) == 1 and result.out == ""


def never_asks_the_first_publisher():
    table = Path(__file__).parents[2] / "src/engine/datasets/inkling-dataset-table.c"
    addresses = re.findall(r'"(https?://[^"]+)"', table.read_text(encoding="utf-8"))
    assert len(addresses) == 3 and not any("lecun" in address for address in addresses)


def wrong(arguments, said, code):
    def run():
        result = home.run("dataset", *arguments)
        assert result.code == code and said in result.err, (result.code, result.err)
        assert arguments == [] or len(result.err.splitlines()) == 1, result.err
        assert result.out == ""
    return run


tap.main([
    ("/dataset/list", lists),
    ("/dataset/list-where", lists_where_it_is),
    ("/dataset/verify", verifies),
    ("/dataset/verify-known", known_by_its_digest),
    ("/dataset/verify-wrong-bytes", wrong_bytes),
    ("/dataset/show", a_row_a_digit),
    ("/dataset/show-digit", one_digit),
    ("/dataset/show-runs-out", runs_out),
    ("/dataset/show-distorted", distorts),
    ("/dataset/show-undistorted", nothing_to_distort),
    ("/dataset/download", downloads),
    *((f"/dataset/download-interrupted/{number.name}",
       functools.partial(download_interrupted, number))
      for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)),
    ("/dataset/download-by-proxy", download_by_proxy),
    ("/dataset/download-fails", download_fails),
    ("/dataset/mirrors", never_asks_the_first_publisher),
    ("/dataset/download-unknown", wrong(["download", "cifar"], "cifar", 2)),
    ("/dataset/download-builtin", wrong(["download", "builtin"], "Built-in", 2)),
    ("/dataset/no-command", wrong([], "show", 2)),
    ("/dataset/unknown-command", wrong(["shwo"], "shwo", 2)),
    ("/dataset/no-output", wrong(["show", "builtin"], "--output", 2)),
    ("/dataset/bad-digit", wrong(["show", "-o", "a.png", "--digit", "10"], "10", 2)),
    ("/dataset/bad-columns", wrong(["show", "-o", "a.png", "--columns", "0"], "columns", 2)),
    ("/dataset/rows-alone", wrong(["show", "-o", "a.png", "--rows", "3"], "--digit", 2)),
    ("/dataset/unknown-recipe", wrong(["show", "-o", "a.png", "--recipe", "x"], "“x”", 2)),
    ("/dataset/stray", wrong(["list", "all"], "all", 2)),
    ("/dataset/no-folder", wrong(["verify", "/nowhere"], "/nowhere", 1)),
    ("/dataset/too-far", wrong(["show", "builtin", "-o", "a.png", "--first", "20000"],
                               "builtin", 1)),
    ("/dataset/unwritable", wrong(["show", "builtin", "-o", "/nowhere/a.png"], "a.png", 1)),
])
