"""Folders that hold a file for each room: the demonstration, the trial data, the tests' addresses.

A new room adds its file; nothing else names it.
"""

from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def modules_in_order(package: ModuleType) -> list[ModuleType]:
    """The modules of a package, each behind those whose names its AFTER holds."""
    modules = {
        found.name: import_module(f"{package.__name__}.{found.name}")
        for found in iter_modules(package.__path__)
    }
    needs = {name: getattr(module, "AFTER", ()) for name, module in sorted(modules.items())}
    return [modules[name] for name in TopologicalSorter(needs).static_order()]
