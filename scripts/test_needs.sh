# The real mail servers and the real browser that the tests drive, from Debian's or Ubuntu's packages.

TEST_PACKAGES="dovecot-imapd dovecot-lmtpd dovecot-submissiond opensmtpd fonts-dejavu-core"
POLICY=/usr/sbin/policy-rc.d

install_test_needs() {
    missing=$(missing_packages)
    if [ -z "$missing" ]; then return; fi
    if ! command -v apt-get >/dev/null 2>&1; then
        fail "The tests need these programs, by their Debian names; please install them:$missing."
    fi
    if [ "$(id -u)" -eq 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
        fail "The tests need packages that only root can install. Please run: sudo apt-get install$missing"
    fi
    forbid_starting
    trap allow_starting EXIT
    step "Installing what the tests drive:$missing" get_packages ||
        fail "The packages could not be installed. Please install them, and run this again:$missing"
    allow_starting
    trap - EXIT
}

missing_packages() {
    for package in $TEST_PACKAGES; do
        dpkg -s "$package" >/dev/null 2>&1 || printf ' %s' "$package"
    done
    if [ -n "${CHROMIUM:-}" ]; then return; fi
    if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then printf ' chromium'; fi
    # The same without a face, which most tests need not look at (tests/browser/chromium.py). Ubuntu has none.
    if grep -q '^ID=debian' /etc/os-release 2>/dev/null && ! command -v chromium-headless-shell >/dev/null 2>&1; then
        printf ' chromium-headless-shell'
    fi
}

get_packages() {
    # --no-remove: opensmtpd would push another mail server off the machine; then this fails, and says so.
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    $as_root apt-get update -q || true
    # shellcheck disable=SC2086 # a list of words
    $as_root apt-get install -q -y --no-remove --no-install-recommends $missing
}

# The tests start the servers themselves, on ports of their own; the packages must not start them for the machine.
forbid_starting() {
    made_policy=
    if [ -e $POLICY ]; then return; fi
    printf '#!/bin/sh\nexit 101\n' | $as_root tee $POLICY >/dev/null
    $as_root chmod 755 $POLICY
    made_policy=yes
}

allow_starting() {
    if [ -n "$made_policy" ]; then $as_root rm -f $POLICY; fi
    made_policy=
}
