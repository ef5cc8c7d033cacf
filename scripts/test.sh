#!/bin/sh
# Every check and test. Arguments go to pytest; its closing line comes last.
set -eu
cd "$(dirname "$0")/.."
. scripts/words.sh
. scripts/python.sh
. scripts/web.sh
. scripts/test_needs.sh

install_python_packages requirements-dev.lock
build_web
install_test_needs
result=0
sh scripts/check.sh || result=$?
# Two at a time: half of the time is spent waiting for mail servers, browsers and starting desks.
.venv/bin/python -m pytest -n 2 --dist loadfile "$@" || result=$?
exit "$result"
