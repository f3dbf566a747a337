"""A web server with all the faults of real ones, for tests of downloads.

bad-server.py FOLDER: serves the files of FOLDER at http://127.0.0.1:PORT/FAULT/NAME, prints PORT,
and ends when its standard input does. /sent tells how many bytes of files it has sent since last
asked without a fault, or slowly.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import gzip
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = sys.argv[1]
PIECE = 4096       # bytes
BOMB = gzip.compress(bytes(50_000_000))  # before anybody waits for it
PAUSE = 0.02       # seconds between two pieces of a slow server
DRIP = 0.1         # seconds between two bytes of one that hardly sends
TAG = '"version-2"'

lock = threading.Lock()
sent = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    is_good = False

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        # A proxy is asked for the whole address.
        path = re.sub(r"^http://[^/]*", "", self.path)
        if path == "/sent":
            self.tell_sent()
            return
        fault, name = path.strip("/").split("/")
        with open(os.path.join(FOLDER, name), "rb") as file:
            self.data = file.read()
        self.name = name
        getattr(self, "serve_" + fault)()

    def tell_sent(self):
        global sent
        with lock:
            text, sent = str(sent).encode(), 0
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def send_body(self, body, pause=0):
        global sent
        for at in range(0, len(body), PIECE):
            self.wfile.write(body[at:at + PIECE])
            if self.is_good:
                with lock:
                    sent += len(body[at:at + PIECE])
            time.sleep(pause)

    def send(self, body, length=None, status=200, kind="application/gzip", pause=0, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length != "none":
            self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.close_connection = True
        self.end_headers()
        self.send_body(body, pause)

    def wanted_range(self):
        """Where to begin, or None if all is wanted."""
        wanted = re.match(r"bytes=(\d+)-$", self.headers.get("Range", ""))
        if wanted is None or self.headers.get("If-Range", TAG) != TAG:
            return None
        return int(wanted[1])

    def send_part(self, first, pause=0, offset=0):
        if first >= len(self.data):
            self.send(b"", status=416, Content_Range=f"bytes */{len(self.data)}")
            return
        self.send(self.data[first:], status=206, pause=pause, ETag=TAG,
                  Content_Range=f"bytes {first + offset}-{len(self.data) - 1}/{len(self.data)}")

    def serve_good(self, pause=0):
        self.is_good = True
        first = self.wanted_range()
        if first is None:
            self.send(self.data, ETag=TAG, pause=pause)
        else:
            self.send_part(first, pause)

    def serve_slow(self):
        self.serve_good(PAUSE)

    def serve_cut(self):
        """Each answer ends after a third of what is missing, until little is."""
        first = self.wanted_range() or 0
        rest = self.data[first:]
        end = len(rest) // 3 if len(rest) > PIECE else len(rest)
        if first == 0:
            self.send(rest[:end], length=len(rest), ETag=TAG)
        else:
            self.send(rest[:end], length=len(rest), status=206, ETag=TAG,
                      Content_Range=f"bytes {first}-{len(self.data) - 1}/{len(self.data)}")

    def serve_stuck(self):
        """Never sends more than the first half."""
        half = len(self.data) // 2
        if self.wanted_range() is None:
            self.send(self.data[:half], length=len(self.data), ETag=TAG)
        else:
            self.close_connection = True

    def serve_ranges_ignored(self):
        if self.headers.get("Range") is None:
            self.send(self.data[:len(self.data) // 2], length=len(self.data))
        else:
            self.send(self.data)

    def serve_other_range(self):
        if self.headers.get("Range") is None:
            self.send(self.data[:len(self.data) // 2], length=len(self.data))
        else:
            self.send_part(self.wanted_range(), offset=-1)

    def serve_redirect(self):
        self.send(b"", status=302, Location=f"/good/{self.name}")

    def serve_loop(self):
        self.send(b"", status=302, Location=f"/loop/{self.name}")

    def serve_short(self):
        self.send(self.data[:-10])

    def serve_declares_more(self):
        self.send(self.data, length=len(self.data) + 100)

    def serve_declares_much(self):
        self.send(self.data, length=2 * len(self.data))

    def serve_sends_much(self):
        self.send(2 * self.data, length="none")

    def serve_repacked(self):
        """The same content, in a file of another size; each byte of it is right."""
        self.data = gzip.compress(gzip.decompress(self.data), 0, mtime=0)
        self.send(self.data)

    def serve_other_content(self):
        """A file without a fault, but not the one that was asked for."""
        content = gzip.decompress(self.data)
        self.send(gzip.compress(content[:-1] + bytes([content[-1] ^ 1])))

    def serve_less_content(self):
        self.send(gzip.compress(gzip.decompress(self.data)[:-1]))

    def serve_bomb(self):
        """Little to send, much to unpack."""
        self.send(BOMB)

    def serve_sends_more(self):
        self.send(self.data + b"and more", length="none")

    def serve_sends_less(self):
        self.send(self.data[:-10], length="none")

    def serve_length_unknown(self):
        self.send(self.data, length="none")

    def serve_page(self):
        self.send(b"<!DOCTYPE html><html>Please log in</html>", kind="text/html; charset=utf-8")

    def serve_disguised_page(self):
        self.send(b"<html>Not found</html>".ljust(len(self.data)))

    def serve_wrong(self):
        self.send(self.data[:-1] + bytes([self.data[-1] ^ 1]))

    def serve_missing(self):
        self.send(b"<html>", status=404, kind="text/html")

    def serve_broken(self):
        self.send(b"", status=503)

    def serve_page_part(self):
        """The log-in page of a network that has not understood what was asked for."""
        self.send(b"<html>Please log in</html>", status=206, kind="text/html",
                  Content_Range=f"bytes {self.wanted_range() or 0}-{len(self.data) - 1}/*")

    def serve_redirect_page(self):
        self.send(b"", status=302, Location=f"/page/{self.name}")

    def serve_forbidden(self):
        self.send(b"<html>", status=403, kind="text/html")

    def serve_range_refused(self):
        self.send(b"", status=416, Content_Range="bytes */0")

    def serve_garbage_part(self):
        """Right about the range, wrong about every byte."""
        first = self.wanted_range() or 0
        self.data = bytes(byte ^ 255 for byte in self.data)
        self.send(self.data[first:], status=206 if first else 200,
                  Content_Range=f"bytes {first}-{len(self.data) - 1}/{len(self.data)}")

    def serve_short_anew(self):
        """All of the file, whatever was asked for, but never more than a little."""
        self.send(self.data[:PIECE], length=len(self.data), ETag='"version-3"')

    def drip(self, pieces):
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(DRIP)

    def serve_drip(self):
        self.send(b"", length=len(self.data))
        self.drip(self.data[at:at + 1] for at in range(len(self.data)))

    def serve_stream(self):
        """Fast enough at any moment, and endless."""
        self.send(b"", length=len(self.data))
        for at in range(0, len(self.data), 400):
            self.wfile.write(self.data[at:at + 400])
            self.wfile.flush()
            time.sleep(DRIP)

    def serve_drip_headers(self):
        self.send_response(200)
        self.flush_headers()
        self.drip(b"X" for _ in self.data)

    def serve_silent(self):
        time.sleep(20)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever asks may go away."""


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
