#!/bin/sh
# The checks that need no running desk. All are run, whatever fails; the end says which did.
set -eu
cd "$(dirname "$0")/.."
. scripts/words.sh
. scripts/python.sh
. scripts/web.sh

failed=
check() {
    step "$@" || failed="$failed
  $1"
}

install_python_packages requirements-dev.lock
# First, since nothing can be looked at when it fails: it refuses first scripts that are too large, too.
(build_web) || failed="
  Web: build"
check "Python: rules" .venv/bin/ruff check .
check "Python: format" .venv/bin/ruff format --check .
check "Python: types" .venv/bin/mypy
check "Python: order of the folders" .venv/bin/lint-imports
if [ -f web/package.json ]; then
    install_web_packages
    check "Web: format" npm --prefix web run format
    check "Web: rules, folders, lock" npm --prefix web run lint
    check "Web: types" npm --prefix web run check
    check "Web: tests" npm --prefix web run test
fi
[ -z "$failed" ] || fail "These checks failed:$failed"
