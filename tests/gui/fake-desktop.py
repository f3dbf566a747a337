#!/usr/bin/python3
"""What a desktop offers to programs, as far as the tests ask for it: shows notifications and keeps
awake; with SIGUSR1 it tells the program that the session ends. Each call is told as a line of JSON
in a file: fake-desktop.py FILE.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import signal
import sys

from gi.repository import Gio, GLib

INTERFACES = """
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="Notify">
      <arg type="s"/><arg type="u"/><arg type="s"/><arg type="s"/><arg type="s"/>
      <arg type="as"/><arg type="a{sv}"/><arg type="i"/><arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u"/></method>
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
  </interface>
  <interface name="org.gnome.SessionManager">
    <method name="RegisterClient">
      <arg type="s"/><arg type="s"/><arg type="o" direction="out"/>
    </method>
    <method name="UnregisterClient"><arg type="o"/></method>
    <method name="Inhibit">
      <arg type="s"/><arg type="u"/><arg type="s"/><arg type="u"/><arg type="u" direction="out"/>
    </method>
    <method name="Uninhibit"><arg type="u"/></method>
  </interface>
</node>"""

SERVICES = {
    "org.freedesktop.Notifications": "/org/freedesktop/Notifications",
    "org.gnome.SessionManager": "/org/gnome/SessionManager",
}

CLIENT = "/org/gnome/SessionManager/Client1"

ANSWERS = {
    "Notify": GLib.Variant("(u)", (1,)),
    "GetCapabilities": GLib.Variant("(as)", (["body"],)),
    "GetServerInformation": GLib.Variant("(ssss)", ("fake", "test", "1", "1.2")),
    "RegisterClient": GLib.Variant("(o)", (CLIENT,)),
    "Inhibit": GLib.Variant("(u)", (7,)),
}


def answer(_connection, _sender, _path, _interface, method, arguments, invocation):
    with open(sys.argv[1], "a", encoding="utf-8") as told:
        print(json.dumps([method, *arguments.unpack()]), file=told)
    invocation.return_value(ANSWERS.get(method))


def end_session():
    for name in "QueryEndSession", "EndSession":
        connection.emit_signal(None, CLIENT, "org.gnome.SessionManager.ClientPrivate", name,
                               GLib.Variant("(u)", (0,)))


connection = Gio.bus_get_sync(Gio.BusType.SESSION)
for described in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
    connection.register_object(SERVICES[described.name], described, answer, None, None)
    Gio.bus_own_name_on_connection(connection, described.name, Gio.BusNameOwnerFlags.NONE,
                                   None, None)
GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, lambda: end_session() or True)
open(sys.argv[1], "w", encoding="utf-8").close()
GLib.MainLoop().run()
