#!/bin/sh
# Prints the path of a Python that can make the virtual environment: 3.11 or later, with venv and ensurepip.
# Every candidate is run, because a pyenv shim exists also where no such Python is installed.
set -u

found_without_venv=""
for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13 python3.14 python; do
    [ -n "$candidate" ] || continue
    path=$("$candidate" -c '
import sys
if sys.version_info < (3, 11):
    raise SystemExit(1)
print(sys.executable)
' 2>/dev/null) || continue
    if "$path" -c 'import ensurepip, venv' 2>/dev/null; then
        printf '%s\n' "$path"
        exit 0
    fi
    found_without_venv=$path
done

if [ -n "$found_without_venv" ]; then
    echo "$found_without_venv cannot make a virtual environment." >&2
    echo "On Debian or Ubuntu install the missing part: sudo apt-get install python3-venv" >&2
else
    echo "Chronology needs Python 3.11 or later, and none was found." >&2
    echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2
    echo "If it is installed elsewhere, name it: make PYTHON=/path/to/python3.11 install" >&2
fi
exit 1
