"""A desk with a mouse, a touch screen and a graphics tablet, for a program that draws.

A Wayland compositor of a few lines: it takes one program's windows, looks at none of their
pictures, and sends what the devices do. The program's toolkit does not know the difference, so that
a pen's tip goes every way that a real one's goes.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import array
import os
import socket
import struct
import subprocess
import tempfile
import threading

PATIENCE = 60
PRIMARY, SECONDARY = 0x110, 0x111  # of the mouse
BARREL = 0x14B                     # of the stylus
PEN, ERASER = 0x140, 0x141
PRESSURE = 2                       # a stylus' capability
WAYLAND_DISPLAY = 1
SERVER_IDS = 0xFF000000

# What is offered: interface and version, in the order of their names from 1 on.
GLOBALS = [("wl_compositor", 4), ("wl_subcompositor", 1), ("wl_shm", 1), ("xdg_wm_base", 2),
           ("wl_output", 2), ("wl_data_device_manager", 3), ("wl_seat", 5),
           ("zwp_tablet_manager_v2", 1)]

# The requests that make an object, whose id stands first: interface and number, of which interface.
MAKERS = {
    ("wl_display", 0): "wl_callback",
    ("wl_display", 1): "wl_registry",
    ("wl_compositor", 0): "wl_surface",
    ("wl_compositor", 1): "wl_region",
    ("wl_subcompositor", 1): "wl_subsurface",
    ("wl_surface", 3): "wl_callback",
    ("wl_shm", 0): "wl_shm_pool",
    ("wl_shm_pool", 0): "wl_buffer",
    ("xdg_wm_base", 1): "xdg_positioner",
    ("xdg_wm_base", 2): "xdg_surface",
    ("xdg_surface", 1): "xdg_toplevel",
    ("xdg_surface", 2): "xdg_popup",
    ("wl_data_device_manager", 0): "wl_data_source",
    ("wl_data_device_manager", 1): "wl_data_device",
    ("wl_seat", 0): "wl_pointer",
    ("wl_seat", 1): "wl_keyboard",
    ("wl_seat", 2): "wl_touch",
    ("zwp_tablet_manager_v2", 0): "zwp_tablet_seat_v2",
}

KEYMAP = """xkb_keymap {
  xkb_keycodes { include "evdev+aliases(qwerty)" };
  xkb_types { include "complete" };
  xkb_compat { include "complete" };
  xkb_symbols { include "pc+us+inet(evdev)" };
};"""


def fixed(number):
    return struct.pack("=i", round(number * 256))


def words(*numbers):
    return struct.pack(f"={len(numbers)}I", *numbers)


def text(string):
    data = string.encode() + b"\0"
    return words(len(data)) + data + b"\0" * (-len(data) % 4)


class Desk:
    """Runs a program, which is asked by lines on its standard input and answers by lines."""

    def __init__(self, *command, **environment):
        ours, theirs = socket.socketpair()
        self.socket, self.folder = ours, tempfile.TemporaryDirectory()
        self.objects = {WAYLAND_DISPLAY: "wl_display"}
        self.ids = {}       # of the latest object of an interface
        self.shell = {}     # xdg_surface → wl_surface
        self.buffers = {}    # wl_surface → the buffer that is attached
        self.callbacks = {}  # wl_surface → those that wait for its next frame
        self.serial = self.time = 0
        self.next_id = SERVER_IDS
        self.surface = None
        self.failure = None
        self.news = threading.Condition()
        self.pong = 0
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        home = self.folder.name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            pass_fds=[theirs.fileno()],
            env={**os.environ, "WAYLAND_SOCKET": str(theirs.fileno()), "GDK_BACKEND": "wayland",
                 "XDG_RUNTIME_DIR": home, "HOME": home, "XDG_DATA_HOME": home,
                 "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, **environment})
        theirs.close()
        self._wait(lambda: self.surface is not None and "zwp_tablet_seat_v2" in self.ids,
                   "a window")
        self._plug_in()

    def close(self):
        self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        self.socket.close()
        self.folder.cleanup()
        assert code == 0, f"the program ended with {code}"

    # The wire

    def _wait(self, arrived, what):
        with self.news:
            assert self.news.wait_for(lambda: arrived() or self.failure, PATIENCE), \
                f"the program did not give {what}"
        assert arrived(), f"the program did not give {what}: {self.failure}"

    def _send(self, target, number, payload=b"", files=()):
        message = struct.pack("=II", target, (8 + len(payload)) << 16 | number) + payload
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))] if files else []
        self.socket.sendmsg([message], rights)

    def _serve(self):
        data = b""
        try:
            while True:
                received, ancillary, _, _ = self.socket.recvmsg(65536, 4096)
                for _, _, files in ancillary:
                    for file in array.array("i", files[:len(files) // 4 * 4]):
                        os.close(file)
                if not received:
                    break
                data += received
                while len(data) >= 8:
                    target, head = struct.unpack_from("=II", data)
                    if len(data) < head >> 16:
                        break
                    with self.news:
                        self._take(target, head & 0xFFFF, data[8:head >> 16])
                        self.news.notify_all()
                    data = data[head >> 16:]
        except OSError as error:
            data = str(error)
        with self.news:
            self.failure = f"its connection ended {data}"
            self.news.notify_all()

    def _take(self, target, number, payload):
        interface = self.objects.get(target)
        made = MAKERS.get((interface, number))
        first = struct.unpack_from("=I", payload)[0] if len(payload) >= 4 else 0
        if made:
            self._make(first, made)
        if (interface, number) == ("wl_display", 0):
            self._send(first, 0, words(0))
        elif (interface, number) == ("wl_display", 1):
            for i, (name, version) in enumerate(GLOBALS):
                self._send(first, 0, words(i + 1) + text(name) + words(version))
        elif (interface, number) == ("wl_registry", 0):
            self._bind(first, struct.unpack("=I", payload[-4:])[0])
        elif (interface, number) == ("wl_surface", 1):
            self.buffers[target] = first
        elif (interface, number) == ("wl_surface", 3):
            self.callbacks.setdefault(target, []).append(first)
        elif (interface, number) == ("wl_surface", 6):
            self._commit(target)
        elif (interface, number) == ("xdg_wm_base", 2):
            self.shell[first] = struct.unpack_from("=I", payload, 4)[0]
        elif (interface, number) == ("xdg_wm_base", 3):
            self.pong = first
        elif (interface, number) == ("xdg_surface", 1):
            self.toplevel, self.toplevel_shell = first, target
            self.configured = False
        elif (interface, number) == ("wl_seat", 1):
            with tempfile.TemporaryFile() as file:
                file.write(KEYMAP.encode() + b"\0")
                file.flush()
                self._send(first, 0, words(1, len(KEYMAP.encode()) + 1), [file.fileno()])

    def _make(self, made, interface):
        self.objects[made] = interface
        self.ids[interface] = made

    def _bind(self, name, made):
        interface = GLOBALS[name - 1][0]
        self._make(made, interface)
        if interface == "wl_shm":
            self._send(made, 0, words(0))
            self._send(made, 0, words(1))
        elif interface == "wl_seat":
            self._send(made, 0, words(7))
            self._send(made, 1, text("seat"))
        elif interface == "wl_output":
            self._send(made, 0, words(0, 0, 300, 200, 0) + text("none") + text("none") + words(0))
            self._send(made, 1, words(3, 1280, 800, 60000))
            self._send(made, 3, words(1))
            self._send(made, 2)

    def _commit(self, surface):
        shell = next((key for key, value in self.shell.items() if value == surface), None)
        if shell is not None and shell == getattr(self, "toplevel_shell", None) \
                and not self.configured:
            self.configured = True
            self.serial += 1
            self._send(self.toplevel, 0, words(0, 0, 4, 4))  # any size, active
            self._send(shell, 0, words(self.serial))
        if self.buffers.get(surface):
            self._send(self.buffers.pop(surface), 0)
            if shell is not None:
                self.surface = surface
        for callback in self.callbacks.pop(surface, []):
            self._send(callback, 0, words(self._tick()))

    # The devices

    def _tick(self):
        self.time += 10
        return self.time

    def _next_serial(self):
        self.serial += 1
        return self.serial

    def _event(self, interface, number, *payload):
        with self.news:
            target = self.ids[interface] if isinstance(interface, str) else interface
            self._send(target, number, b"".join(payload))

    def _introduce(self, seat_event, payloads):
        made, self.next_id = self.next_id, self.next_id + 1
        self._event("zwp_tablet_seat_v2", seat_event, words(made))
        for number, payload in payloads:
            self._event(made, number, payload)
        return made

    def _plug_in(self):
        self.tablet = self._introduce(0, [(0, text("tablet")), (1, words(1, 2)), (3, b"")])
        self.tools = {
            kind: self._introduce(1, [(0, words(kind)), (1, words(0, kind)),
                                      (3, words(PRESSURE)), (4, b"")])
            for kind in (PEN, ERASER)}
        self.near = None
        self.focus(True)

    def settle(self):
        """Until the program has seen all that was sent."""
        serial = self._next_serial()
        self._event("xdg_wm_base", 0, words(serial))
        self._wait(lambda: self.pong == serial, "a sign of life")

    def ask(self, *question):
        self.settle()
        self.process.stdin.write(" ".join(map(str, question)) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def focus(self, focused):
        if focused:
            self._event("wl_keyboard", 1, words(self._next_serial(), self.surface, 0))
        else:
            self._event("wl_keyboard", 2, words(self._next_serial(), self.surface))

    def key(self, code):
        for pressed in (1, 0):
            self._event("wl_keyboard", 3,
                        words(self._next_serial(), self._tick(), code, pressed))

    def mouse_enter(self, x, y):
        self._event("wl_pointer", 0, words(self._next_serial(), self.surface), fixed(x), fixed(y))
        self._event("wl_pointer", 5)

    def mouse_leave(self):
        self._event("wl_pointer", 1, words(self._next_serial(), self.surface))
        self._event("wl_pointer", 5)

    def mouse_move(self, x, y):
        self._event("wl_pointer", 2, words(self._tick()), fixed(x), fixed(y))
        self._event("wl_pointer", 5)

    def mouse_button(self, pressed, button=PRIMARY):
        self._event("wl_pointer", 3,
                    words(self._next_serial(), self._tick(), button, int(pressed)))
        self._event("wl_pointer", 5)

    def touch_down(self, finger, x, y):
        self._event("wl_touch", 0, words(self._next_serial(), self._tick(), self.surface, finger),
                    fixed(x), fixed(y))
        self._event("wl_touch", 3)

    def touch_move(self, finger, x, y):
        self._event("wl_touch", 2, words(self._tick(), finger), fixed(x), fixed(y))
        self._event("wl_touch", 3)

    def touch_up(self, finger):
        self._event("wl_touch", 1, words(self._next_serial(), self._tick(), finger))
        self._event("wl_touch", 3)

    def touch_cancel(self):
        self._event("wl_touch", 4)

    def _frame(self, tool):
        self._event(tool, 18, words(self._tick()))

    def pen_near(self, x, y, kind=PEN):
        tool = self.near = self.tools[kind]
        self._event(tool, 6, words(self._next_serial(), self.tablet, self.surface))
        self._event(tool, 10, fixed(x), fixed(y))
        self._event(tool, 11, words(0))
        self._frame(tool)

    def pen_down(self):
        self._event(self.near, 8, words(self._next_serial()))
        self._frame(self.near)

    def pen_move(self, x, y, pressure=0.5):
        self._event(self.near, 11, words(round(pressure * 65535)))
        self._event(self.near, 10, fixed(x), fixed(y))
        self._frame(self.near)

    def pen_button(self, pressed, button=BARREL):
        self._event(self.near, 17, words(self._next_serial(), button, int(pressed)))
        self._frame(self.near)

    def pen_up(self):
        self._event(self.near, 9)
        self._frame(self.near)

    def pen_away(self):
        self._event(self.near, 7)
        self._frame(self.near)
        self.near = None

    def unplug(self):
        for tool in self.tools.values():
            self._event(tool, 5)
        self._event(self.tablet, 4)
        self.near = None
