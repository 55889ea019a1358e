"""What processes say to each other over a socket: a letter, a length, and so many bytes."""

import json
import socket
import struct
from collections.abc import Iterator
from typing import Any

HEADER, LENGTH = struct.Struct("!cI"), struct.Struct("!I")
HELLO, JOB, WHOLE, HEAD, DATA, END, REFUSED = b"H", b"J", b"W", b"A", b"D", b"E", b"X"
PIECE = 1 << 16  # bytes of an answer in one frame
JSON = json.JSONEncoder(ensure_ascii=False)


def frame(letter: bytes, payload: bytes) -> bytes:
    """A frame as it is sent."""
    return HEADER.pack(letter, len(payload)) + payload


def told(letter: bytes, content: Any) -> bytes:
    """A frame whose payload is JSON."""
    return frame(letter, JSON.encode(content).encode())


def whole(head: Any, body: bytes | bytearray) -> bytes:
    """A frame of a whole answer: the length of its head, its head as JSON, its body."""
    first = JSON.encode(head).encode()
    length = LENGTH.size + len(first) + len(body)
    return b"".join((HEADER.pack(WHOLE, length), LENGTH.pack(len(first)), first, body))


def parted(payload: bytes) -> tuple[bytes, bytes]:
    """The head and the body of a whole answer."""
    end = LENGTH.size + LENGTH.unpack_from(payload)[0]
    return payload[LENGTH.size : end], payload[end:]


def receive(connection: socket.socket) -> tuple[bytes, bytes] | None:
    """The next frame; nothing where the other side has left."""
    header = exactly(connection, HEADER.size)
    if header is None:
        return None
    letter, length = HEADER.unpack(header)
    payload = exactly(connection, length)
    return None if payload is None else (letter, payload)


def exactly(connection: socket.socket, count: int) -> bytes | None:
    """So many bytes; nothing where the other side has left before."""
    found = bytearray()
    while len(found) < count:
        try:
            piece = connection.recv(min(count - len(found), 1 << 20))
        except ConnectionError:
            return None
        if not piece:
            return None
        found += piece
    return bytes(found)


def arriving(connection: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """The frames of a connection until the other side leaves."""
    frames = Frames()
    try:
        while data := connection.recv(PIECE):
            yield from frames.feed(data)
    except ConnectionError:
        return


class Frames:
    """Bytes as they arrive, taken apart into frames."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """The frames that are whole now."""
        if not self._held and len(data) >= HEADER.size:  # mostly one comes as it was sent
            letter, length = HEADER.unpack_from(data)
            if len(data) == HEADER.size + length:
                return [(letter, data[HEADER.size :])]
        self._held += data
        found, at = [], 0
        while len(self._held) - at >= HEADER.size:
            letter, length = HEADER.unpack_from(self._held, at)
            if len(self._held) - at < HEADER.size + length:
                break
            at += HEADER.size
            found.append((letter, bytes(self._held[at : at + length])))
            at += length
        del self._held[:at]
        return found
