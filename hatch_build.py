"""The wheel is built with what pages need from npm, where it can be had (scripts/assets.py)."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASSETS = Path("scripts/assets.py")


class Assets(BuildHookInterface):  # type: ignore[type-arg]
    """Fetches the packages into the wheel; an editable install is left alone, so that it needs no network."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the archive is written; `version` is "standard" or "editable"."""
        if version == "editable":
            return
        assets = _assets(Path(self.root))
        folder = Path(self.root) / assets.VENDOR
        for line in assets.fetch(folder):
            self.app.display_warning(line)
        for path in sorted(folder.glob("*")):
            inside = Path("expograph", *assets.VENDOR.parts[2:], path.name)
            build_data["force_include"][str(path)] = inside.as_posix()


def _assets(root: Path) -> ModuleType:
    """The script, which is in no package."""
    import sys

    spec = importlib.util.spec_from_file_location("expograph_assets", root / ASSETS)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made  # for its dataclass, which looks itself up
    spec.loader.exec_module(made)
    return made
