"""What a module that gathers names from others exports.

Such a module says each name once, as ``from somewhere import Name as Name``: that is how an import is told to be for
others too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType


def exported(names: Mapping[str, object]) -> list[str]:
    """The public names, without the modules that lie there because something was imported from them."""
    return sorted(
        name
        for name, value in names.items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and value is not exported
    )
