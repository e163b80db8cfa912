"""Adds the manual page and the completion files to the wheel, for hatchling."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from argcomplete.shell_integration import shellcode
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPLETION = {
    "bash": "bash-completion/completions/ccgbrief",
    "zsh": "zsh/site-functions/_ccgbrief",
    "fish": "fish/vendor_completions.d/ccgbrief.fish",
}
"""Where shells look below a `share` folder for what completes a command."""


class WheelData(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files into a temporary folder, and say where they go."""
        del version
        sys.path.insert(0, str(Path(self.root, "src")))
        from ccgbrief.manual_page import manual_page  # noqa: PLC0415 (found by the line above)

        made = {path: shellcode(["ccgbrief"], shell=shell) for shell, path in COMPLETION.items()}
        made["man/man1/ccgbrief.1"] = manual_page()
        self._folder = tempfile.TemporaryDirectory()
        for path, text in made.items():
            file = Path(self._folder.name, path)
            file.parent.mkdir(parents=True)
            file.write_text(text, "utf-8")
            build_data["shared_data"][str(file)] = f"share/{path}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        del version, build_data, artifact_path
        self._folder.cleanup()
