"""The painter: a process that draws. Run as `python -m expograph.serve.painter`.

It takes drawings on standard input and gives SVG on standard output, each after its length in four bytes; it
ends when its input does.
"""

import sys
from typing import BinaryIO

from expograph.pages import drawing, painting

LENGTH = 4  # bytes


def paint(jobs: BinaryIO, done: BinaryIO) -> None:
    """Draw until there is nothing more to draw; a drawing that cannot be drawn is answered with nothing.

    Args:
        jobs: Drawings.
        done: SVG.
    """
    while head := jobs.read(LENGTH):
        try:
            made = painting.svg(drawing.read(jobs.read(int.from_bytes(head, "big")))).encode()
        except ValueError as error:
            print(f"painter: {str(error)[:500]!r}", file=sys.stderr)
            made = b""
        done.write(len(made).to_bytes(LENGTH, "big") + made)
        done.flush()


if __name__ == "__main__":
    paint(sys.stdin.buffer, sys.stdout.buffer)
