"""Which state the data are in, told by the origin to all fronts in a few bytes of shared memory."""

import mmap
from pathlib import Path

QUERY, CHANGE, FILE = "query.sock", "change.sock", "generation"  # in the private folder of the processes
GENERATION = 16  # characters


class State:
    """The generation of the data.

    Args:
        folder: The private folder of the processes; the file is made there if it is not there.
    """

    def __init__(self, folder: str) -> None:
        path = Path(folder) / FILE
        if not path.exists():
            path.write_bytes(b" " * GENERATION)
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), GENERATION)

    def write(self, generation: str) -> None:
        """From now on this generation is asked."""
        self._memory[:] = generation.encode()

    def read(self) -> str:
        """The generation that is asked; blanks before there is one."""
        return self._memory[:].decode()
