"""What assistive technology is told of a program's windows. All of them are read at once, so that
they may be read often, come and go.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
from functools import cached_property, lru_cache

from gi.repository import Gio, GLib

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
CACHE = "org.a11y.atspi.Cache"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
VALUE = "org.a11y.atspi.Value"
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
CACHE_PATH = "/org/a11y/atspi/cache"
NO_WIDGET = "/org/a11y/atspi/null"
POPOVER = "GtkPopover"  # has no better name in GTK 4.8
WINDOW_COORDINATES = 1
LABELLED_BY = 2
PATIENCE_MS = 30000

# Roles and bits of a set of states, as AT-SPI numbers them; what GTK calls them is translated.
ROLES = {7: "check box", 11: "combo box", 23: "window", 27: "image", 29: "label", 35: "menu item",
         37: "tab", 42: "progress bar", 43: "button", 44: "radio button", 51: "slider",
         52: "spin button", 61: "text", 62: "toggle button", 79: "entry"}
STATES = {"checked": 4, "enabled": 8, "focusable": 11, "focused": 12, "pressed": 20,
          "sensitive": 24, "showing": 25, "visible": 30}


class Gone(Exception):
    """The widget is no longer there."""


def is_in(states, name):
    low, high = states
    return bool((low | high << 32) >> STATES[name] & 1)


class Widget:
    """Name, role and what it can do are as they were when the windows were read; all that changes
    is asked for anew. top: the window it is in; window: that, or the popover it is in; rank:
    the how many-th it is, or what it is in, of its parent's children."""

    def __init__(self, speaker, item, parent):
        (_, self.path), _, _, _, self.child_count, self.interfaces, self.name = item[:7]
        self.speaker, self._states = speaker, item[9]
        self.role = ROLES.get(item[7], f"role {item[7]}")
        if self.role == "menu item" and not self.name:
            self.name = self._read_label()
        self.rank = max(item[3], parent.rank if parent else 0)
        self.top = parent.top if parent else self
        self.window = parent.window if parent and not self.is_popover else self

    def _read_label(self):
        """GTK 4.18 gives an entry of a menu no name: only the text of the label in it."""
        with contextlib.suppress(Gone):
            for relation, targets in self.speaker.ask(self.path, ACCESSIBLE, "GetRelationSet"):
                if relation == LABELLED_BY:
                    return self.speaker.read_text(targets[0][1])
        return ""

    def was(self, state):
        """When the windows were read."""
        return is_in(self._states, state)

    def has(self, state):
        return is_in(self.speaker.ask(self.path, ACCESSIBLE, "GetState"), state)

    def can(self, interface):
        return interface in self.interfaces

    @property
    def is_enabled(self):
        return self.has("sensitive")

    @property
    def is_focused(self):
        return self.has("focused")

    @property
    def description(self):
        return self.speaker.read(self.path, "Description")

    @property
    def value(self):
        return self.speaker.read(self.path, "CurrentValue", VALUE)

    @property
    def text(self):
        return self.speaker.read_text(self.path)

    def activate(self):
        """As by assistive technology; what acts of a menu button is a button inside it."""
        button = next(widget for widget in self.walk() if widget.has_action)
        self.speaker.ask(button.path, ACTION, "DoAction", "(i)", 0)

    @property
    def has_action(self):
        return self.can(ACTION) and self.speaker.read(self.path, "NActions", ACTION) > 0

    def box(self):
        """x, y, width and height inside the window."""
        return self.speaker.ask(self.path, COMPONENT, "GetExtents", "(u)", WINDOW_COORDINATES)

    @cached_property
    def place(self):
        """Its box when that was first asked for; what takes no room is 0 wide."""
        try:
            return self.box()
        except Gone:
            return 0, 0, 0, 0

    @property
    def is_seen(self):
        return self.was("visible") and self.place[2] > 0 and self.place[3] > 0

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
    def content(self):
        """Of its window, without the frame. GTK 4.18 counts from elsewhere than GTK 4.8."""
        return self.top.walk()[1]

    @property
    def is_popover(self):
        return self.name == POPOVER

    def walk(self):
        """This widget and everything in it, parents first."""
        return [self, *self.speaker.walk(self.path, self)]

    def __str__(self):
        return f"{self.role} “{self.spoken_name}” {self.place}"


@lru_cache
def get_bus():
    """On which programs speak to assistive technology."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    (address,) = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                   None, None, 0, PATIENCE_MS, None).unpack()
    return Gio.DBusConnection.new_for_address_sync(
        address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
        | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)


def call(name, path, interface, method, arguments=None):
    try:
        return get_bus().call_sync(name, path, interface, method, arguments, None, 0, PATIENCE_MS,
                                   None).unpack()
    except GLib.Error as error:
        raise Gone(error.message) from error


def find_speaker(process):
    """The program of a process id, or None while it is not on the accessibility bus."""
    try:
        (speakers,) = call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")
        for name, _ in speakers:
            (owner,) = call("org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                            "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))
            if owner == process:
                return Speaker(name)
    except Gone:
        pass
    return None


class Speaker:
    """A program on the accessibility bus."""

    def __init__(self, name):
        self.name = name

    def ask(self, path, interface, method, signature=None, *arguments):
        packed = GLib.Variant(signature, arguments) if signature else None
        (answer,) = call(self.name, path, interface, method, packed)
        return answer

    def read(self, path, key, interface=ACCESSIBLE):
        (value,) = call(self.name, path, "org.freedesktop.DBus.Properties", "Get",
                        GLib.Variant("(ss)", (interface, key)))
        return value

    def read_text(self, path):
        length = self.read(path, "CharacterCount", TEXT)
        return self.ask(path, TEXT, "GetText", "(ii)", 0, length)

    def _read_children(self, paths):
        """What is in each; all are asked before the first answers."""
        answers = {}
        context = GLib.MainContext()
        context.push_thread_default()

        def keep(bus, result, path):
            try:
                (children,) = bus.call_finish(result).unpack()
            except GLib.Error:
                children = []
            answers[path] = [child for _, child in children if child != NO_WIDGET]

        for path in paths:
            get_bus().call(self.name, path, ACCESSIBLE, "GetChildren", None, None, 0, PATIENCE_MS,
                           None, keep, path)
        while len(answers) < len(paths):
            context.iteration(True)
        context.pop_thread_default()
        return answers

    def _read_tree(self):
        """What is said of all widgets by their paths, and the paths of what is in each. The list of
        all knows also what is hidden, and does not yet know what nobody asked for."""
        children = {}
        while True:
            (items,) = call(self.name, CACHE_PATH, CACHE, "GetItems")
            by_path = {item[0][1]: item for item in items}
            unasked = [path for path, item in by_path.items()
                       if path not in children and (item[4] > 0 or path == ROOT)]
            answers = self._read_children(unasked)
            children.update(answers)
            if all(by_path.keys() >= set(answer) for answer in answers.values()):
                return by_path, children

    def walk(self, top=ROOT, parent=None):
        """Everything that shows in what has the path, parents first."""
        items, children = self._read_tree()

        def go_through(path, parent):
            for child in children.get(path, []):
                if child in items:
                    widget = Widget(self, items[child], parent)
                    yield widget
                    yield from go_through(child, widget)
        return list(go_through(top, parent))

    @contextlib.contextmanager
    def hear(self, what):
        """Every change of what, such as "accessible-description", from now on: a function that
        returns them so far, as (name of the widget, what it is now)."""
        heard = []

        def keep(_bus, _sender, path, _interface, _signal, arguments):
            heard.append((self.read(path, "Name"), arguments.unpack()[3]))

        def listen():
            while GLib.MainContext.default().iteration(False):
                pass
            return heard

        call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent",
             GLib.Variant("(sass)", (f"object:property-change:{what}", [], "")))
        number = get_bus().signal_subscribe(self.name, "org.a11y.atspi.Event.Object",
                                            "PropertyChange", None, what, 0, keep)
        try:
            yield listen
        finally:
            get_bus().signal_unsubscribe(number)
