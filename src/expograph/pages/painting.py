"""Drawings as SVG, by vl-convert: its JavaScript engine has threads, so no process that forks may call it."""

from collections.abc import Callable
from typing import Any

from expograph.pages import charts, world
from expograph.pages.drawing import Chart, World

KINDS: dict[type, Callable[[Any], dict[str, Any]]] = {Chart: charts.measure, World: world.world}


def svg(drawing: Chart | World) -> str:
    """A drawing as SVG, which asks no host for anything.

    Raises:
        ImportError: Altair or vl-convert is not installed.
        ValueError: The engine refuses it.
    """
    import altair
    import vl_convert
    from altair.utils.schemapi import debug_mode

    version = ".".join(altair.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    with debug_mode(False):  # no check of every part against the schema of Vega-Lite, which takes seconds
        spec = KINDS[type(drawing)](drawing)
    found: str = vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[])
    return found
