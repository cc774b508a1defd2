#!/bin/sh
# Prints the path of a Chromium or Chrome that starts; exit status 1 where there is none.
set -u
cd "$(dirname "$0")/.." || exit 1

starts() {
    [ -n "$1" ] && "$1" --version >/dev/null 2>&1
}

for candidate in "${CHRONOLOGY_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    path=$(command -v "$candidate" 2>/dev/null) || continue
    if starts "$path"; then
        printf '%s\n' "$path"
        exit 0
    fi
done

[ -x .venv/bin/python ] || exit 1
path=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
' 2>/dev/null) || exit 1
starts "$path" || exit 1
printf '%s\n' "$path"
