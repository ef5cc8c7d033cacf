# How the scripts speak: progress in plain words on stderr, one sentence when they give up.

say() { printf '%s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

# step "What happens" command...: says it, counts the seconds, and shows what the command said only if it failed.
step() {
    step_name=$1
    shift
    step_log=$(mktemp)
    step_began=$(date +%s)
    printf '%s ... ' "$step_name" >&2
    "$@" >"$step_log" 2>&1 </dev/null &
    step_id=$!
    trap 'kill $step_id 2>/dev/null; rm -f "$step_log"; say "stopped."; exit 130' INT TERM
    while kill -0 $step_id 2>/dev/null; do
        sleep 0.1
        if [ -t 2 ]; then printf '\r%s ... %s s ' "$step_name" "$(($(date +%s) - step_began))" >&2; fi
    done
    step_result=0
    wait $step_id || step_result=$?
    trap - INT TERM
    if [ $step_result -eq 0 ]; then
        say "done ($(($(date +%s) - step_began)) s)"
    else
        say "failed."
        tail -n 60 "$step_log" >&2
    fi
    rm -f "$step_log"
    return $step_result
}
