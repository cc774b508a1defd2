"""Files in: agencies' chronologies in any layout become one case, nothing lost, nothing guessed silently."""

from importers.case_folder import FolderError, read_case
from importers.report import build_report

__all__ = ["FolderError", "build_report", "read_case"]
