# A Python that is new enough, uv, and the packages of a lock file in .venv.

# The newest of these for which every package has a binary.
PYTHONS="python3 python3.13 python3.12 python3.11 python3.14"

new_enough() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} $PYTHONS; do
        if new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail "Deskbell needs Python 3.11, 3.12, 3.13 or 3.14 on the PATH, and found $(python3 --version 2>/dev/null || echo none)." \
        "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv) and run this again."
}

# uv is pinned: only our own is known to understand what we ask of it.
find_uv() {
    uv=.tools/bin/uv
    if [ -x $uv ] && cmp -s requirements-tools.lock .tools/uv.lock; then return; fi
    if uv=$(command -v uv) && "$uv" pip install --help 2>/dev/null | grep -q -e --require-hashes; then return; fi
    uv=.tools/bin/uv
    python=$(find_python) || exit 1
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "This Python has no venv module (on Debian and Ubuntu: apt-get install python3-venv). Install it and run this again."
    step "Getting the package installer uv" get_uv ||
        fail "uv could not be installed: is the Python package index reachable?"
}

get_uv() {
    "$python" -m venv .tools &&
        .tools/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements-tools.lock &&
        cp requirements-tools.lock .tools/uv.lock
}

# uv does not read pip's settings; a machine that names its mirror or its certificates there means it for us too.
adopt_pip_settings() {
    [ -x .tools/bin/python ] && pip=.tools/bin/pip || pip=pip3
    command -v $pip >/dev/null 2>&1 || return 0
    settings=$($pip config list 2>/dev/null) || return 0
    index=$(printf '%s\n' "$settings" | sed -n "s/^\(global\|install\|:env:\)\.index-url='\(.*\)'$/\2/p" | tail -n 1)
    cert=$(printf '%s\n' "$settings" | sed -n "s/^\(global\|install\|:env:\)\.cert='\(.*\)'$/\2/p" | tail -n 1)
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then export UV_DEFAULT_INDEX="$index"; fi
    if [ -n "$cert" ] && [ -z "${SSL_CERT_FILE:-}" ]; then export SSL_CERT_FILE="$cert"; fi
    return 0
}

# install_python_packages LOCK: once for each content of the lock, and again when the checkout has moved.
install_python_packages() {
    lock=$1
    mark=.venv/installed-$lock
    wanted=$(pwd; cat "$lock" pyproject.toml)
    if [ -x .venv/bin/python ] && [ -x .venv/bin/deskbell ] && [ -f "$mark" ] && [ "$wanted" = "$(cat "$mark")" ]; then return; fi
    find_uv
    adopt_pip_settings
    if [ ! -x .venv/bin/python ] || ! new_enough .venv/bin/python || [ "$(sed -n 1p .venv/checkout 2>/dev/null)" != "$(pwd)" ]; then
        python=$(find_python) || exit 1
        rm -rf .venv
        "$uv" venv --quiet --python "$python" .venv || fail "The folder .venv could not be made."
        pwd > .venv/checkout
    fi
    step "Installing the Python packages" "$uv" pip install --python .venv/bin/python --require-hashes -r "$lock" ||
        fail "The Python packages could not be installed: the lines above say why."
    step "Installing Deskbell itself" \
        "$uv" pip install --python .venv/bin/python --no-deps --no-build-isolation --offline --reinstall-package deskbell -e . ||
        fail "Deskbell could not be installed: the lines above say why."
    printf '%s\n' "$wanted" > "$mark"
    # The tests' lock holds the desk's own, version for version.
    if [ "$lock" = requirements-dev.lock ]; then
        (pwd; cat requirements.lock pyproject.toml) > .venv/installed-requirements.lock
    fi
}
