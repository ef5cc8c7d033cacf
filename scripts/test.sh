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
# As many as a small machine has cores: three browsers on two of them take as long together, and keep each other waiting.
# By file, which may share a desk, and in the order of tests/conftest.py.
.venv/bin/python -m pytest -n "${TESTS_AT_ONCE:-2}" --dist loadfile --no-loadscope-reorder "$@" || result=$?
exit "$result"
