#!/usr/bin/python3
"""The files that tell a desktop about the program, held against their validators.

test-desktop.py SOURCE-ROOT BUILD-ROOT

SPDX-License-Identifier: GPL-3.0-or-later
"""

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


def mime_type():
    """The database knows a model file by its name once ours is in it."""
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder, "packages")
        packages.mkdir()
        shutil.copy(built / f"{APP_ID}.xml", packages)
        tap.check_command("update-mime-database", folder)
        globs = Path(folder, "globs2").read_text(encoding="utf-8")
        assert "application/x-safetensors:*.safetensors" in globs, globs


def icons():
    """Both icons are drawn for the program's id; the symbolic one has no strokes, which GTK
    would fill."""
    full = source / f"data/icons/hicolor/scalable/apps/{APP_ID}.svg"
    symbolic = source / f"data/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg"
    assert ElementTree.parse(full).getroot().get("width") == "128"
    drawing = ElementTree.parse(symbolic).getroot()
    assert drawing.get("width") == "16"
    assert all(element.get("stroke") is None for element in drawing.iter())


def opens_models():
    """What the desktop file opens is what the MIME file defines."""
    desktop = (built / f"{APP_ID}.desktop").read_text(encoding="utf-8")
    mime = ElementTree.parse(built / f"{APP_ID}.xml").getroot()
    assert f"MimeType={mime[0].get('type')};" in desktop, desktop


tap.main([
    ("/desktop/desktop-file", desktop_file),
    ("/desktop/metainfo", metainfo),
    ("/desktop/schema", schema),
    ("/desktop/mime-type", mime_type),
    ("/desktop/icons", icons),
    ("/desktop/opens-models", opens_models),
])
