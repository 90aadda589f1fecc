"""Connects to an exchange with given credentials and says whether it was let in.

Let in means more than a finished handshake: with TLS 1.3 a server refuses a client's certificate
only after the client believes the handshake to be done. The proof is the server's own SETTINGS
frame of HTTP/2. Prints one JSON object. Standard library only.
"""

import argparse
import hashlib
import json
import socket
import ssl

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
EMPTY_SETTINGS = bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
SETTINGS = 4


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            raise ConnectionError("closed by the server")
        data += piece
    return data


def probe(options):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(options.trust)
    context.set_alpn_protocols(["h2"] if options.alpn is None else [options.alpn])
    if options.certificate:
        context.load_cert_chain(options.certificate, options.key)
    if options.tls12:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection((options.host, options.port), timeout=30) as plain:
        with context.wrap_socket(plain, server_hostname=options.host) as connection:
            connection.sendall(PREFACE + EMPTY_SETTINGS)
            header = read_exactly(connection, 9)
            certificate = connection.getpeercert(binary_form=True)
            return {
                "accepted": header[3] == SETTINGS,
                "version": connection.version(),
                "protocol": connection.selected_alpn_protocol(),
                "server_certificate": hashlib.sha256(certificate).hexdigest(),
            }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--trust", required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--alpn")
    parser.add_argument("--tls12", action="store_true")
    try:
        result = probe(parser.parse_args())
    except TimeoutError:
        raise
    except (ConnectionError, ssl.SSLError) as error:
        result = {"accepted": False, "error": type(error).__name__, "text": str(error)}
    print(json.dumps(result))


main()
