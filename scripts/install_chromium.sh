#!/bin/sh
# Makes sure that there is a browser for the tests, and prints its path.
# In this order: the system's own Chromium or Chrome, Debian's package, Playwright's download.
set -u
cd "$(dirname "$0")/.." || exit 1
tried="the system's own Chromium or Chrome"

if scripts/find_chromium.sh; then
    exit 0
fi

as_root=""
may_install=no
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        may_install=yes
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
        may_install=yes
    fi
fi
if [ "$may_install" = yes ]; then
    echo "No browser found. Installing Debian's package 'chromium'." >&2
    tried="$tried; the Debian package 'chromium'"
    # as_root is empty or two words, so it stays unquoted.  One source that cannot be reached fails the update
    # although the package may still be had, so the result of the installation alone counts.
    $as_root apt-get update >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y chromium fonts-liberation >&2
    if scripts/find_chromium.sh; then
        exit 0
    fi
else
    tried="$tried; the Debian package 'chromium' was left out, as it needs apt-get and the right to use it"
fi

if [ -x .venv/bin/python ]; then
    echo "Fetching the Chromium that Playwright provides." >&2
    tried="$tried; Playwright's own Chromium"
    .venv/bin/python -m playwright install chromium >&2
    if scripts/find_chromium.sh; then
        exit 0
    fi
fi

echo "The browser tests need Chromium or Chrome, and none could be started." >&2
echo "Tried: $tried." >&2
echo "Install one, for example with: sudo apt-get install chromium" >&2
echo "or name one: make CHRONOLOGY_CHROMIUM=/path/to/chromium test" >&2
exit 1
