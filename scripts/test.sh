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
# The tests start the desk's programs a hundred times: most of that would be reading the same sources again.
unset PYTHONDONTWRITEBYTECODE
# Twice what a small machine has cores: each waits half of its time for a clock, a mail server or a browser. By file,
# which may share a desk, and in the order of tests/conftest.py. A worker that fell would be given the same test again.
.venv/bin/python -m pytest -n "${TESTS_AT_ONCE:-4}" --dist loadfile --no-loadscope-reorder --max-worker-restart 0 "$@" || result=$?
exit "$result"
