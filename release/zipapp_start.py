"""Runs first in the zipapp, so that jellyfish works where it is not compiled for the system.

The other libraries with compiled parts do so by themselves.
"""

import sys
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_found = PathFinder.find_spec("jellyfish")
if _found and _found.origin:
    _folder = Path(_found.origin).parent
    if not any((_folder / f"_rustyfish{end}").exists() for end in EXTENSION_SUFFIXES):
        _spec = spec_from_file_location("jellyfish", _folder / "_jellyfish.py")
        if _spec and _spec.loader:
            sys.modules["jellyfish"] = module_from_spec(_spec)
            _spec.loader.exec_module(sys.modules["jellyfish"])
