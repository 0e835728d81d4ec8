# Sourced: a real desk in a folder of its own, its window on a display of its own, and hands that press keys. What a key did
# is asked of the books by the command line, so that nothing hangs on how busy the machine is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tameio="${CARGO_TARGET_DIR:-target}/debug/tameio"
[ -x "$tameio" ] || cargo build --locked
tameio="$(realpath "$tameio")"
work="$(mktemp -d)"
pids=()

cleanup() {
    local status=$?
    if [ "$status" -ne 0 ] && [ -n "${DISPLAY:-}" ]; then
        command -v import >/dev/null 2>&1 && import -window root desk-failed.png && echo "the screen: desk-failed.png" >&2
        tail -n 20 "$work/window.txt" >&2 || true
    fi
    [ "${#pids[@]}" -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

export TAMEIO_PIN=482915
desk() { "$tameio" --data-dir "$work/desk" --lang en "$@"; }
# A value of a JSON answer, by a pattern that has one group.
value() { sed -n "s/.*$1.*/\\1/p"; }
# Waits until a command says yes, for at most a minute.
until_said() {
    local what="$1"
    shift
    for _ in $(seq 240); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.25
    done
    echo "never came to: $what" >&2
    return 1
}

desk init --operator eleni >/dev/null
cat > "$work/desk/tameio.toml" <<SETTINGS
[hours]
mon = "00:00-24:00"
tue = "00:00-24:00"
wed = "00:00-24:00"
thu = "00:00-24:00"
fri = "00:00-24:00"
sat = "00:00-24:00"
sun = "00:00-24:00"
holidays_cancelled = ["$(TZ=Europe/Athens date +%F)"]
[terminal]
protocol = "simulated"
[printer]
link = "file"
path = "paper.bin"
[window]
lock_after_s = 3600
SETTINGS
desk import debts config/sample-debts.csv >/dev/null
first_code="$(sed -n '2p' config/sample-debts.csv | tr ';' '\n' | grep -m1 '^RF')"
second_code="$(sed -n '4p' config/sample-debts.csv | tr ';' '\n' | grep -m1 '^RF')"

# Opens the window on a display of this size that nobody else has.
open_window() {
    mkfifo "$work/display"
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
    pids+=($!)
    read -r number <"$work/display"
    rm "$work/display"
    export DISPLAY=":$number"
    openbox >/dev/null 2>&1 &
    pids+=($!)
    # A window that is there before its manager is given no keyboard.
    until_said "the window manager" xdotool get_desktop
    "$tameio" --data-dir "$work/desk" >"$work/window.txt" 2>&1 &
    pids+=($!)
    until_said "the window" xdotool search --onlyvisible --class tameio
    until_said "the keyboard" has_keyboard
    sleep 1
}
has_keyboard() {
    local window
    window="$(xdotool search --onlyvisible --class tameio | tail -n 1)"
    xdotool windowactivate "$window"
    [ "$(xdotool getactivewindow)" = "$window" ]
}
close_window() {
    kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    pids=()
}

# Does something that can be done again, until a command says that it had its effect: `$1` what, `$2` the command, then
# what is done. A key that was pressed too early is pressed once more.
until_done() {
    local what="$1" had="$2"
    shift 2
    for _ in 1 2 3 4 5; do
        "$@"
        for _ in $(seq 60); do
            if "$had" >/dev/null 2>&1; then return 0; fi
            sleep 0.25
        done
    done
    echo "never came to: $what" >&2
    return 1
}
keys() { for key in "$@"; do xdotool key "$key"; sleep 0.3; done; }
types() { xdotool type --delay 60 "$1"; sleep 0.3; }
signed_in() { desk operator list --json | grep -q '"signed_in_at":"'; }
unlock() { until_done "somebody signed in" signed_in type_pin; }
type_pin() { types "$TAMEIO_PIN"; keys Return; }
till_is_open() { till_is open; }
till_is_closed() { till_is closed; }
# Charges the debts of a code; `$1`: how many receipts there are then. Esc leads to an empty desk, and a debt that is paid is
# not asked for again.
sell() {
    wanted="$1"
    until_done "a printed receipt" enough_receipts sell_once "$2"
}
enough_receipts() { [ "$(desk receipt list --json | grep -o '"printed":true' | wc -l)" -eq "$wanted" ]; }
sell_once() {
    keys Escape
    types "$1"
    keys Return
    sleep 1
    keys F9
}
# From wherever to the till.
to_the_till() { keys Escape F4; sleep 1; }
till_is() { desk till status --json | grep -q "\"state\":\"$1\""; }
