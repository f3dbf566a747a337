"""What assistive technology is told of a program's windows, asked for over D-Bus in one go.

Unlike pyatspi it remembers nothing, so that windows may come and go.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from functools import cached_property

from gi.repository import Gio, GLib

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
VALUE = "org.a11y.atspi.Value"
ACTION = "org.a11y.atspi.Action"
ROOT = "/org/a11y/atspi/accessible/root"
NO_WIDGET = "/org/a11y/atspi/null"
POPOVER = "GtkPopover"  # has no better name in GTK 4.8
WINDOW_COORDINATES = 1
LABELLED_BY = 2
PATIENCE_MS = 5000

# Of a grid of thousands of pictures the first tell enough.
MOST_CHILDREN = 30

# Bits of a set of states, as AT-SPI numbers them.
STATES = {"enabled": 8, "focusable": 11, "focused": 12, "sensitive": 24, "showing": 25,
          "visible": 30}


class Gone(Exception):
    """The widget is no longer there."""


class Told:
    """A widget: role, name, states, its box inside the window, and what it is in: a window or a
    popover. All but the name is asked for when it is needed."""

    def __init__(self, speaker, path, window):
        self.speaker, self.path = speaker, path
        said = speaker.read_all(path)
        self.name, self.has_children = said["Name"], said["ChildCount"] > 0
        self.window = self if window is None or self.is_popover else window

    @cached_property
    def role(self):
        return self.speaker.ask(self.path, ACCESSIBLE, "GetRoleName")

    @cached_property
    def states(self):
        low, high = self.speaker.ask(self.path, ACCESSIBLE, "GetState")
        return low | high << 32

    @cached_property
    def box(self):
        """x, y, width and height; what takes no room is 0 wide."""
        try:
            return self.speaker.ask(self.path, COMPONENT, "GetExtents", "(u)", WINDOW_COORDINATES)
        except Gone:
            return 0, 0, 0, 0

    @property
    def is_seen(self):
        """A widget that is gone meanwhile is not."""
        try:
            return self.has("visible") and self.box[2] > 0 and self.box[3] > 0
        except Gone:
            return False

    def is_one_of(self, roles):
        """Nameless ones have then been asked for what labels them."""
        try:
            return self.role in roles and self.spoken_name is not None
        except Gone:
            return False

    def has(self, state):
        return bool(self.states >> STATES[state] & 1)

    @cached_property
    def spoken_name(self):
        """Its own name, or that of what labels it."""
        if self.name:
            return self.name
        for relation, targets in self.speaker.ask(self.path, ACCESSIBLE, "GetRelationSet"):
            if relation == LABELLED_BY:
                return self.speaker.read(targets[0][1], "Name")
        return ""

    @property
    def is_popover(self):
        return self.name == POPOVER

    @property
    def value(self):
        return self.speaker.read(self.path, "CurrentValue", VALUE)

    @property
    def text(self):
        length = self.speaker.read(self.path, "CharacterCount", TEXT)
        return self.speaker.ask(self.path, TEXT, "GetText", "(ii)", 0, length)

    def activate(self):
        self.speaker.ask(self.path, ACTION, "DoAction", "(i)", 0)

    def __str__(self):
        return f"{self.role} “{self.spoken_name}” {self.box}"


def find_speaker(process):
    """The program of a process id, or None while it is not on the accessibility bus."""
    try:
        return Speaker(process)
    except Gone:
        return None


class Speaker:
    """A program on the accessibility bus."""

    def __init__(self, process):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        (address,) = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus",
                                       "GetAddress", None, None, 0, PATIENCE_MS, None).unpack()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.name = self._find(process)

    def _find(self, process):
        self.name = "org.a11y.atspi.Registry"
        for name, _ in self.ask(ROOT, ACCESSIBLE, "GetChildren"):
            (owner,) = self._call("org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                  "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))
            if owner == process:
                return name
        raise Gone(f"{process} is not on the accessibility bus")

    def _call(self, name, path, interface, method, arguments):
        try:
            return self.bus.call_sync(name, path, interface, method, arguments, None, 0,
                                      PATIENCE_MS, None).unpack()
        except GLib.Error as error:
            raise Gone(error.message) from error

    def ask(self, path, interface, method, signature=None, *arguments):
        packed = GLib.Variant(signature, arguments) if signature else None
        (answer,) = self._call(self.name, path, interface, method, packed)
        return answer

    def read(self, path, key, interface=ACCESSIBLE):
        (value,) = self._call(self.name, path, "org.freedesktop.DBus.Properties", "Get",
                              GLib.Variant("(ss)", (interface, key)))
        return value

    def read_all(self, path):
        (values,) = self._call(self.name, path, "org.freedesktop.DBus.Properties", "GetAll",
                               GLib.Variant("(s)", (ACCESSIBLE,)))
        return values

    def walk(self, path=ROOT, window=None):
        """Everything that shows, parents first."""
        try:
            children = self.ask(path, ACCESSIBLE, "GetChildren")
        except Gone:
            return
        for _, child in children[:MOST_CHILDREN]:
            if child == NO_WIDGET:
                continue
            try:
                told = Told(self, child, window)
            except Gone:
                continue
            yield told
            if told.has_children:
                yield from self.walk(child, told.window)
