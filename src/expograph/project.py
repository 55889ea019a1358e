"""Where a project keeps its files."""

import os
from dataclasses import dataclass
from pathlib import Path

from expograph.errors import ExpographError


def default_root() -> Path:
    """The project that comes with the package: inside the wheel, or the repository of an editable install."""
    packaged = Path(__file__).parent / "project"
    return packaged if packaged.is_dir() else Path(__file__).parents[2]


@dataclass(frozen=True)
class Project:
    """A folder with ontology/, mappings/, graph/ and queries/.

    A folder that has no ontology/expograph.ttl stands on ours: our ontology, shapes and rules come first and
    its own files extend them. Likewise our queries stand behind its own.
    """

    root: Path

    def __post_init__(self) -> None:
        if not self.root.is_dir():
            raise ExpographError(
                f"there is no folder {self.root}", hint="name a project folder with --project"
            )

    @property
    def foundations(self) -> list[Path]:
        """The folders whose ontology/ counts, ours first."""
        alone = (self.root / "ontology" / "expograph.ttl").is_file()
        return [self.root] if alone else [default_root(), self.root]

    def knowledge(self, pattern: str) -> list[Path]:
        """The files below ontology/ that match a glob pattern, in a fixed order."""
        return [p for root in self.foundations for p in sorted((root / "ontology").glob(pattern))]

    @property
    def ontology(self) -> list[Path]:
        """The ontology, its code lists and its alignments."""
        return [
            p for part in ("*.ttl", "vocabularies/*.ttl", "alignments/*.ttl") for p in self.knowledge(part)
        ]

    @property
    def shapes(self) -> list[Path]:
        """The SHACL files."""
        return self.knowledge("shapes/*.ttl")

    @property
    def rules(self) -> list[Path]:
        """The SPARQL CONSTRUCT files of derivations."""
        return self.knowledge("rules/*.rq")

    @property
    def registry(self) -> list[Path]:
        """The files that say who is who."""
        return sorted((self.root / "mappings" / "registry").glob("*.ttl"))

    @property
    def mappings(self) -> list[Path]:
        """One file a document."""
        return sorted((self.root / "mappings").glob("*.ttl"))

    @property
    def lock(self) -> Path:
        """Where the quotes stand: mappings/evidence.lock."""
        return self.root / "mappings" / "evidence.lock"

    @property
    def graph(self) -> Path:
        """The folder of what the build makes."""
        return self.root / "graph"

    @property
    def queries(self) -> list[Path]:
        """The folders of named queries, its own first."""
        folders = [root / "queries" for root in reversed(self.foundations)]
        own = self.root / "queries"
        return [f for f in dict.fromkeys([own, *folders, default_root() / "queries"]) if f.is_dir()]


def shown(path: Path) -> str:
    """A path as people can open it: relative to where they are, if it lies below."""
    absolute = path.absolute()
    here = Path(os.getcwd())
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else absolute.as_posix()
