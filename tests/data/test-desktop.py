#!/usr/bin/python3
"""The files that tell a desktop about the program, held against their validators.

test-desktop.py SOURCE-ROOT BUILD-ROOT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tap  # noqa: E402

APP_ID = "org.inkling.Inkling"
source, build = (Path(argument) for argument in sys.argv[1:3])
built = build / "data"


def desktop_file():
    tap.check_command("desktop-file-validate", built / f"{APP_ID}.desktop")


def metainfo():
    tap.check_command("appstreamcli", "validate", "--no-net", built / f"{APP_ID}.metainfo.xml")


def schema():
    tap.check_command("glib-compile-schemas", "--strict", "--dry-run", source / "data")


def versions():
    """The newest release of the metainfo and of the Debian package is the program's version."""
    told = re.search(r"version: '(.*?)'", (source / "meson.build").read_text(encoding="utf-8"))[1]
    metainfo_file = ElementTree.parse(built / f"{APP_ID}.metainfo.xml")
    assert metainfo_file.find("releases/release").get("version") == told
    changes = (source / "debian/changelog").read_text(encoding="utf-8")
    assert changes.startswith(f"inkling ({told}) "), changes


def package_needs():
    """What run.sh installs before it builds is what the Debian package asks for."""
    control = (source / "debian/control").read_text(encoding="utf-8")
    prepare = (source / ".ci/prepare.sh").read_text(encoding="utf-8")
    installed = re.search(r'build_packages="(.*?)"', prepare, re.DOTALL)[1].split()
    asked = set(re.findall(r"^ ([a-z0-9.+-]+)", control, re.MULTILINE))
    missing = set(installed) - asked - {"gcc", "libc6-dev", "dbus-daemon"}  # always there
    assert not missing, missing


def screenshots():
    """The metainfo shows pictures that are there, with their true size."""
    drawn = ElementTree.parse(source / f"data/{APP_ID}.metainfo.xml.in").iter("image")
    told = {image.text.split("/")[-1]: f"{image.get('width')}x{image.get('height')}"
            for image in drawn}
    there = {path.name: tap.check_command("identify", "-format", "%wx%h", path)
             for path in (source / "data/screenshots").iterdir()}
    assert told and told.items() <= there.items(), (told, there)


def screenshots_on_the_web():
    """With a web address the metainfo shows them, and is still valid."""
    with tempfile.TemporaryDirectory() as folder:
        text = (source / f"data/{APP_ID}.metainfo.xml.in").read_text(encoding="utf-8")
        for name, value in (("url", "https://example.org"), ("begin", ""), ("end", "")):
            text = text.replace(f"@screenshots_{name}@", value)
        shown = Path(folder, f"{APP_ID}.metainfo.xml")
        shown.write_text(text, encoding="utf-8")
        tap.check_command("appstreamcli", "validate", "--no-net", shown)
        assert ElementTree.parse(shown).find("screenshots/screenshot/image") is not None


def mime_types():
    """What our models, other people's weights and files that only have the suffix are taken for,
    once our types are in the database; the contents decide also where the suffix is missing."""
    ours = (source / "resources/bundled.safetensors").read_bytes()
    theirs = b"\x20\0\0\0\0\0\0\0" + b'{"a":{"dtype":"F32","shape":[0]}}'
    expected = {
        "a.safetensors": (ours, "application/x-inkling-model"),
        "no-suffix": (ours, "application/x-inkling-model"),
        "b.safetensors": (theirs, "application/x-safetensors"),
        "other": (theirs, "application/x-safetensors"),
        "text.txt": (b"{}", "text/plain"),
        "drawn.jsonl": (b'{"strokes": [[[1, 2]]]}\n', "application/x-inkling-drawings"),
        "digits.jsonl": (b'{"label": 7, "strokes": []}\n', "application/x-inkling-drawings"),
        "drawn-no-suffix": (b'{"strokes": [[[1, 2]]]}\n', "application/x-inkling-drawings"),
        "other.jsonl": (b'{"id": 7}\n', "application/jsonl"),
    }
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder, "mime/packages")
        packages.mkdir(parents=True)
        tap.check_command("xmllint", "--noout", built / f"{APP_ID}.xml")
        shutil.copy(built / f"{APP_ID}.xml", packages)
        said = tap.check_command("update-mime-database", "-V", packages.parent)
        assert "warning" not in said.lower() and "error" not in said.lower(), said
        os.environ["XDG_DATA_HOME"] = folder
        for name, (contents, mime_type) in expected.items():
            Path(folder, name).write_bytes(contents)
            said = tap.check_command("gio", "info", "-a", "standard::content-type",
                                     Path(folder, name))
            assert said.split()[-1] == mime_type, (name, said)


def icons():
    """Each icon says something at every size a desktop asks for."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "icon.png")
        for path in (source / "data/icons").rglob("*.svg"):
            assert path.name.startswith(APP_ID), path
            for size in ("16", "32", "64", "128", "256"):
                tap.check_command("rsvg-convert", "-w", size, "-h", size, "-o", picture, path)
                opacity = tap.check_command("convert", picture, "-alpha", "extract",
                                            "-format", "%[fx:mean] %wx%h", "info:")
                assert 0.15 < float(opacity.split()[0]) < 0.9, (path, size, opacity)
                assert opacity.split()[1] == f"{size}x{size}", (path, opacity)


def symbolic_icon():
    """GTK can recolour it; it has no strokes, which GTK would fill."""
    drawing = source / f"data/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg"
    root = ElementTree.parse(drawing).getroot()
    assert root.get("width") == root.get("height") == "16"
    assert all(element.get("stroke") is None for element in root.iter())
    with tempfile.TemporaryDirectory() as folder:
        tap.check_command("gtk4-encode-symbolic-svg", "-o", folder, drawing, "32x32")
        assert list(Path(folder).glob("*.png")), "nothing was drawn"


def icon_names():
    """Every icon that the desktop, metainfo and MIME files name is one of ours."""
    ours = {path.stem for path in (source / "data/icons").rglob("*.svg")}
    desktop = (built / f"{APP_ID}.desktop").read_text(encoding="utf-8")
    named = {line.split("=")[1] for line in desktop.splitlines() if line.startswith("Icon=")}
    for path in (built / f"{APP_ID}.metainfo.xml", built / f"{APP_ID}.xml"):
        named |= {element.get("name") or element.text
                  for element in ElementTree.parse(path).iter()
                  if element.tag.endswith("icon")}
    assert named and named <= ours, (named, ours)


def opens_files():
    """What the desktop file opens is what the metainfo tells of: the kinds of pictures the program
    reads, and what is the program's own, which the MIME file defines."""
    desktop = (built / f"{APP_ID}.desktop").read_text(encoding="utf-8")
    opened = re.search(r"^MimeType=(.*);$", desktop, re.MULTILINE)[1].split(";")
    told = ElementTree.parse(built / f"{APP_ID}.metainfo.xml").findall("provides/mediatype")
    assert [element.text for element in told] == opened, (told, opened)
    kinds = (source / "src/engine/base/inkling-contents.c").read_text(encoding="utf-8")
    pictures = re.findall(r'"(image/[a-z]+)", \{', kinds)
    assert pictures and pictures == opened[-len(pictures):], (pictures, opened)
    defined = ElementTree.parse(built / f"{APP_ID}.xml").iter(
        "{http://www.freedesktop.org/standards/shared-mime-info}mime-type")
    own = set(opened) - set(pictures)
    assert own and own <= {element.get("type") for element in defined}, own
    assert "Exec=inkling %F\n" in desktop, desktop


tap.main([
    ("/desktop/desktop-file", desktop_file),
    ("/desktop/metainfo", metainfo),
    ("/desktop/versions", versions),
    ("/desktop/package-needs", package_needs),
    ("/desktop/screenshots", screenshots),
    ("/desktop/screenshots-on-the-web", screenshots_on_the_web),
    ("/desktop/schema", schema),
    ("/desktop/mime-types", mime_types),
    ("/desktop/icons", icons),
    ("/desktop/symbolic-icon", symbolic_icon),
    ("/desktop/icon-names", icon_names),
    ("/desktop/opens-files", opens_files),
])
