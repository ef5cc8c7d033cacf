#!/bin/sh
# The desk on its usual port, and the web application beside it on 5173, reloading as you edit.
set -eu
cd "$(dirname "$0")/.."
. scripts/words.sh
. scripts/python.sh
. scripts/web.sh

install_python_packages requirements-dev.lock
build_web
install_web_packages
export DESKBELL_SERVER="http://127.0.0.1:${DESKBELL_PORT:-8000}"
.venv/bin/deskbell serve &
desk=$!
trap 'kill $desk 2>/dev/null; wait $desk 2>/dev/null' EXIT
trap 'exit 130' INT TERM
npm --prefix web run dev
