"""Where a project keeps its files."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from expograph.errors import ExpographError

SETTINGS = "expograph.toml"
REGISTRY, MAPPINGS = "mappings/registry/*.ttl", "mappings/*.ttl"


def default_root() -> Path:
    """The project that comes with the package: inside the wheel, or the repository of an editable install."""
    packaged = Path(__file__).parent / "project"
    return packaged if packaged.is_dir() else Path(__file__).parents[2]


def discovered() -> Path:
    """The project where one is: the nearest folder upwards that has an expograph.toml, else ours."""
    here = Path.cwd()
    return next((f for f in (here, *here.parents) if (f / SETTINGS).is_file()), default_root())


@dataclass(frozen=True)
class Project:
    """A folder with ontology/, mappings/, graph/ and queries/.

    A folder that has no ontology/expograph.ttl stands on ours: our ontology, shapes and rules come first and
    its own files extend them. Likewise our queries stand behind its own. If its expograph.toml says
    extends = "expograph", our registry and our mappings come first too, and its graph holds both.
    """

    root: Path

    def __post_init__(self) -> None:
        if not self.root.is_dir():
            raise ExpographError(
                f"there is no folder {self.root}", hint="name a project folder with --project"
            )
        _ = self.grounds  # a fault of its settings is told before anything is done

    @property
    def foundations(self) -> list[Path]:
        """The folders whose ontology/ counts, ours first."""
        return [self.root] if self.alone else [default_root(), self.root]

    @property
    def alone(self) -> bool:
        """Whether it has an ontology of its own and needs none of ours."""
        return (self.root / "ontology" / "expograph.ttl").is_file()

    @cached_property
    def grounds(self) -> tuple[Path, ...]:
        """The folders whose registry and mappings count, ours first.

        Raises:
            ExpographError: Its settings cannot be read, or extend what they cannot.
        """
        path = self.root / SETTINGS
        if not path.exists():
            return (self.root,)
        from expograph.settings import extension

        at = extension(path, shown(path))
        if at and self.alone:
            hint = "give the project's own ontology another name, or take the line out"
            raise ExpographError("ontology/expograph.ttl stands in place of what this extends", at, hint)
        return (default_root(), self.root) if at else (self.root,)

    @property
    def extends(self) -> bool:
        """Whether it stands on our registry and mappings, so that it is whole without a file of its own."""
        return len(self.grounds) > 1

    def knowledge(self, pattern: str) -> list[Path]:
        """The files below ontology/ that match a glob pattern, in a fixed order."""
        return files(self.foundations, f"ontology/{pattern}")

    @property
    def ontology(self) -> list[Path]:
        """The ontology, its code lists and its alignments."""
        return [
            p for part in ("*.ttl", "vocabularies/*.ttl", "alignments/*.ttl") for p in self.knowledge(part)
        ]

    @property
    def terms(self) -> list[Path]:
        """The same, its own files first: where two speak of a term, these are what it can mend."""
        own = set(files([self.root], "ontology/**/*.ttl"))
        return sorted(self.ontology, key=lambda path: path not in own)

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
        return files(self.grounds, REGISTRY)

    @property
    def mappings(self) -> list[Path]:
        """One file a document."""
        return files(self.grounds, MAPPINGS)

    @property
    def own_mappings(self) -> list[Path]:
        """The mappings whose documents are the project's to verify, and whose lock is its to write."""
        return files([self.root], MAPPINGS)

    @property
    def own_shapes(self) -> list[Path]:
        """The SHACL files that are not ours."""
        return files([self.root], "ontology/shapes/*.ttl")

    @property
    def inherited(self) -> frozenset[str]:
        """The registry files and mappings, as shown to people, that it extends and cannot mend."""
        ours = self.grounds[:-1]
        return frozenset(shown(p) for p in (*files(ours, REGISTRY), *files(ours, MAPPINGS)))

    @property
    def lock(self) -> Path:
        """Where the quotes of the project's own documents stand: mappings/evidence.lock."""
        return self.root / "mappings" / "evidence.lock"

    @property
    def locks(self) -> list[Path]:
        """Where the quotes of all mappings stand, its own last."""
        folders = dict.fromkeys(path.parent for path in self.mappings)
        return [folder / self.lock.name for folder in folders]

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


def files(roots: Iterable[Path], pattern: str) -> list[Path]:
    """The files below folders that match a glob pattern, in a fixed order."""
    return [path for root in roots for path in sorted(root.glob(pattern))]


def shown(path: Path) -> str:
    """A path as people can open it: relative to where they are, if it lies below."""
    absolute = path.absolute()
    here = Path(os.getcwd())
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else absolute.as_posix()
