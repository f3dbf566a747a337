#!/usr/bin/python3
"""A small window, titled “drag-source”, that a file can be dragged out of: drag-source.py FILE.

Says “dragging” when that begins, and “taken” when it is over something that would take the file.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402

Gtk.init()
window = Gtk.Window(title="drag-source", decorated=False, default_width=100, default_height=100)
source = Gtk.DragSource(actions=Gdk.DragAction.COPY)


def tell(what):
    print(what, flush=True)


def begin(_source, drag):
    tell("dragging")
    drag.connect("notify::selected-action",
                 lambda drag, _: drag.get_selected_action() and tell("taken"))


source.connect("drag-begin", begin)
uris = f"{Gio.File.new_for_path(sys.argv[1]).get_uri()}\r\n".encode()
source.set_content(Gdk.ContentProvider.new_for_bytes("text/uri-list", GLib.Bytes.new(uris)))
label = Gtk.Label(label="drag me")
label.add_controller(source)
window.set_child(label)
window.present()
GLib.MainLoop().run()
