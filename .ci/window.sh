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

head_number() { desk audit head --json | value '"number":\([0-9]*\)'; }
# Presses keys, and waits until the books hold an entry more.
then_an_entry() {
    local what="$1" before
    before="$(head_number)"
    shift
    "$@"
    until_said "$what" test_moved "$before"
}
test_moved() { [ "$(head_number)" -gt "$1" ]; }
keys() { for key in "$@"; do xdotool key "$key"; sleep 0.3; done; }
types() { xdotool type --delay 60 "$1"; sleep 0.3; }
signed_in() { desk operator list --json | grep -q '"signed_in_at":"'; }
unlock() {
    for _ in 1 2 3 4 5; do
        types "$TAMEIO_PIN"
        keys Return
        sleep 2
        if signed_in; then return 0; fi
    done
    signed_in
}
# A debt is looked up by its code, and charged; `$1`: how many receipts there are then.
sell() {
    then_an_entry "the debt" look_up "$2"
    sleep 1
    keys F9
    until_said "a printed receipt" receipts "$1"
    sleep 1
    keys Return
}
look_up() { types "$1"; keys Return; }
till_is() { desk till status --json | grep -q "\"state\":\"$1\""; }
receipts() { [ "$(desk receipt list --json | grep -o '"printed":true' | wc -l)" -eq "$1" ]; }
