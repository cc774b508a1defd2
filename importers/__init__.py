"""Files in: agencies' chronologies in any layout become one case, nothing lost, nothing guessed silently."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importers.case_folder import FolderError, read_case
    from importers.report import build_report

__all__ = ["FolderError", "build_report", "read_case"]


def __getattr__(name: str) -> Any:
    # The process that reads files starts in a tenth of the time without pandas, which these need.
    if name in ("FolderError", "read_case"):
        return getattr(importlib.import_module("importers.case_folder"), name)
    if name == "build_report":
        return importlib.import_module("importers.report").build_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
