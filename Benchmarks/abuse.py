"""Misuses an exchange as a client that means harm would: what a well-behaved one is measured beside.

Usage: abuse.py KIND --port PORT --profile FOLDER

Prints a line when everything of the kind is in place, goes on until SIGTERM and then says what the
exchange has done about it. Beside these kinds there is the flood, which `formclient bench` is.
"""

import argparse
import collections
import pathlib
import selectors
import signal
import socket
import ssl
import struct
import sys
import time

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings

SUBMIT = "/benelux.forms.v1.FormExchange/Submit"
WATCH = "/benelux.forms.v1.FormExchange/Watch"
# Half of a message that says it has twice as much.
HALF_BYTES = 16_384
STREAMS = 128
CONNECTIONS = 8
CONNECTIONS_OF_THOUSAND = 1_000
RECONNECT_SECONDS = 0.05
RECEIVE_BYTES = 65_536


def field(number, value):
    """One field of a message: a byte string, or a number below 128."""
    if isinstance(value, int):
        return bytes([number << 3, value])
    assert len(value) < 128
    return bytes([number << 3 | 2, len(value)]) + value


def grpc_message(message):
    return struct.pack(">BI", 0, len(message)) + message


WATCH_REQUEST = grpc_message(
    field(1, field(1, b"Officer 4711") + field(2, b"abuse")) + field(3, 0))


class Line:
    """One HTTP/2 connection over mutual TLS."""

    def __init__(self, abuser):
        self._abuser = abuser
        plain = socket.create_connection(("127.0.0.1", abuser.port), timeout=10)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = abuser.context.wrap_socket(plain, server_hostname="127.0.0.1")
        self.http = h2.connection.H2Connection(
            h2.config.H2Configuration(header_encoding="utf-8"))
        self.http.initiate_connection()
        self.streams = 0

    def flush(self):
        self.socket.sendall(self.http.data_to_send())

    def settle(self):
        """Waits for the other side's settings, which say how much it takes."""
        while not any(isinstance(event, h2.events.RemoteSettingsChanged)
                      for event in self.http.receive_data(self._receive())):
            pass
        self.flush()

    def _receive(self):
        data = self.socket.recv(RECEIVE_BYTES)
        if not data:
            raise ConnectionResetError
        return data

    def open(self, method):
        """Opens a stream for a call; gives its number."""
        number = self.http.get_next_available_stream_id()
        self.http.send_headers(number, [
            (":method", "POST"), (":scheme", "https"), (":authority", "127.0.0.1"),
            (":path", method), ("content-type", "application/grpc"), ("te", "trailers")])
        self.streams += 1
        return number

    def send(self, number, data):
        """Sends data on a stream as the other side makes room for it."""
        while data:
            size = min(len(data), self.http.max_outbound_frame_size,
                       self.http.local_flow_control_window(number))
            if size:
                self.http.send_data(number, data[:size])
                data = data[size:]
            self.flush()
            if not size:
                self.http.receive_data(self._receive())

    def close(self):
        self.socket.close()


class Abuser:
    """Does one kind of harm until it is stopped."""

    def __init__(self, port, profile):
        self.port = port
        self.counts = collections.Counter()
        self.is_stopped = False
        self.context = ssl.create_default_context(cafile=profile / "trust.pem")
        self.context.check_hostname = False
        self.context.load_cert_chain(profile / "certificate.pem", profile / "key.pem")
        self.context.set_alpn_protocols(["h2"])
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, *_):
        self.is_stopped = True

    def line(self):
        """A connection with its settings exchanged; `None` if it is refused."""
        try:
            line = Line(self)
            line.flush()
            line.settle()
        except (OSError, h2.exceptions.ProtocolError):
            self.counts["connections refused or closed"] += 1
            return None
        self.counts["connections"] += 1
        return line

    def ready(self):
        print("Ready.", flush=True)

    def try_on(self, line, work):
        """Does something on a connection; tells whether the exchange has let it."""
        try:
            work(line)
        except (OSError, h2.exceptions.ProtocolError):
            self.counts["connections closed by the exchange"] += 1
            line.close()
            return False
        return True

    def hold(self, lines):
        """Keeps connections open, reading what comes and doing nothing about it."""
        with selectors.DefaultSelector() as selector:
            for line in lines:
                line.socket.setblocking(False)
                selector.register(line.socket, selectors.EVENT_READ)
            while not self.is_stopped:
                for key, _ in selector.select(0.2):
                    try:
                        is_open = bool(key.fileobj.recv(RECEIVE_BYTES))
                    except ssl.SSLWantReadError:
                        continue
                    except OSError:
                        is_open = False
                    if not is_open:
                        self.counts["connections closed by the exchange"] += 1
                        selector.unregister(key.fileobj)

    # --- Kinds

    def half_messages(self):
        """Calls that send half of their message and then nothing."""
        half = struct.pack(">BI", 0, 2 * HALF_BYTES) + bytes(HALF_BYTES)

        def begin(line):
            for _ in range(STREAMS):
                line.send(line.open(SUBMIT), half)
                self.counts["calls"] += 1
        lines = [line for _ in range(CONNECTIONS)
                 if (line := self.line()) and self.try_on(line, begin)]
        self.ready()
        self.hold(lines)

    def connections(self):
        """A thousand connections that say nothing."""
        lines = [line for _ in range(CONNECTIONS_OF_THOUSAND)
                 if not self.is_stopped and (line := self.line())]
        self.ready()
        self.hold(lines)

    def unread_streams(self):
        """Watches of an inbox whose answers nobody takes."""

        def begin(line):
            for _ in range(STREAMS):
                line.http.send_data(line.open(WATCH), WATCH_REQUEST, end_stream=True)
                line.flush()
                self.counts["calls"] += 1
        lines = [line for _ in range(CONNECTIONS)
                 if (line := self.line()) and self.try_on(line, begin)]
        self.ready()
        while not self.is_stopped:
            time.sleep(0.05)
        for line in lines:
            line.close()

    def resets(self):
        """Calls that are taken back as soon as they are made, on ever new connections."""
        self.ready()
        while not self.is_stopped:
            line = self.line()
            if not line:
                time.sleep(RECONNECT_SECONDS)
                continue
            self.try_on(line, self.reset_calls)
            line.close()

    def reset_calls(self, line):
        while not self.is_stopped:
            for _ in range(50):
                number = line.open(SUBMIT)
                line.http.reset_stream(number, h2.errors.ErrorCodes.CANCEL)
                self.counts["calls"] += 1
            line.flush()


KINDS = {"half-messages": Abuser.half_messages, "connections": Abuser.connections,
         "unread-streams": Abuser.unread_streams, "resets": Abuser.resets}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--profile", type=pathlib.Path, required=True)
    options = parser.parse_args()
    abuser = Abuser(options.port, options.profile)
    KINDS[options.kind](abuser)
    print(", ".join(f"{count} {what}" for what, count in abuser.counts.items()), file=sys.stdout)


if __name__ == "__main__":
    main()
