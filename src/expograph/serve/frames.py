"""What processes say to each other over a socket: a letter, a length, and so many bytes."""

import json
import socket
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

HEADER, LENGTH = struct.Struct("!cI"), struct.Struct("!I")
HELLO, JOB, LAST, WHOLE, HEAD, DATA, END, REFUSED = (bytes((letter,)) for letter in b"HJLWADEX")
PIECE = 1 << 16  # bytes of an answer in one frame
JSON = json.JSONEncoder(ensure_ascii=False)


def frame(letter: bytes, payload: bytes) -> bytes:
    """A frame as it is sent."""
    return HEADER.pack(letter, len(payload)) + payload


def told(letter: bytes, content: Any) -> bytes:
    """A frame whose payload is JSON."""
    return frame(letter, JSON.encode(content).encode())


def whole(head: Mapping[str, Any], body: bytes | bytearray) -> bytes:
    """A frame of a whole answer."""
    return joined(WHOLE, encoded(tuple(head.items())), body)


def joined(letter: bytes, head: bytes, body: bytes | bytearray) -> bytes:
    """A frame of two parts: the length of the first, the first, the other."""
    length = LENGTH.size + len(head) + len(body)
    return b"".join((HEADER.pack(letter, length), LENGTH.pack(len(head)), head, body))


@lru_cache(64)
def encoded(head: tuple[tuple[str, Any], ...]) -> bytes:
    """The head of an answer as JSON; most are the same."""
    return JSON.encode(dict(head)).encode()


def parted(payload: bytes) -> tuple[bytes, bytes]:
    """The two parts of a frame that has two."""
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


@lru_cache(64)
def read(head: bytes) -> dict[str, Any]:
    """What the first part of a frame says; most say the same, so nobody changes it."""
    found: dict[str, Any] = json.loads(head)
    return found


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
