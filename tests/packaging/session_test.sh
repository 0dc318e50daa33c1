#!/usr/bin/env bash
# session_test.sh SOURCE BUILD: the display as einlass-kiosk.service starts it, with the real kiosk, under Xvfb.
set -euo pipefail
source_folder=$1
build=$2
folder=$(mktemp -d)
display=
fail() {
  echo "FAILED: $1" >&2
  cat "$folder/log" >&2
  exit 1
}
stop() {
  if [ -n "$display" ] && kill -TERM "$display" 2>/dev/null; then wait "$display" || true; fi
  rm -rf "$folder"
}
trap stop EXIT

wait_for() { # SAYING COMMAND…
  local saying=$1
  shift
  for _ in $(seq 200); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  fail "$saying"
}

# A display that is free; xvfb-run and other runs of this test look elsewhere.
number=$((1000 + $$ % 30000))
while [ -e "/tmp/.X$number-lock" ] || [ -e "/tmp/.X11-unix/X$number" ]; do number=$((number + 1)); done
export EINLASS_XSERVER="/usr/bin/Xvfb :$number -screen 0 1024x768x24 -nolisten tcp -noreset -ac"
export RUNTIME_DIRECTORY=$folder
export EINLASS_KIOSK=$build/bin/einlass-kiosk
export XAUTHORITY=/dev/null DISPLAY=:$number
start() {
  "$source_folder/packaging/kiosk-display" --state "$folder/state" >>"$folder/log" 2>&1 &
  display=$!
}
kiosk() { pgrep -f "^$build/bin/einlass-kiosk --state $folder/state"; }
window() { xdotool search --onlyvisible --name 'noch nicht eingerichtet'; }

start
wait_for "no kiosk is on the screen" window
geometry=$(xdotool getwindowgeometry --shell "$(window | head -1)")
for line in X=0 Y=0 WIDTH=1024 HEIGHT=768; do
  grep -qx "$line" <<<"$geometry" || fail "the kiosk does not fill the screen: $geometry"
done
settings=$(xset q)
grep -Eq 'timeout: +0 ' <<<"$settings" || fail "the screen goes dark: $settings"
grep -Eq 'prefer blanking: +no' <<<"$settings" || fail "the screen goes dark: $settings"
! grep -q 'DPMS is Enabled' <<<"$settings" || fail "the screen is switched off: $settings"

for key in alt+F4 ctrl+alt+BackSpace ctrl+q ctrl+w super Escape F10 ctrl+alt+F2; do xdotool key "$key"; done
sleep 1
window >/dev/null || fail "keys lead out of the kiosk"

before=$(kiosk)
kill -KILL "$before"
another_kiosk() { [ -n "$(kiosk)" ] && [ "$(kiosk)" != "$before" ] && window; }
wait_for "a killed kiosk does not come back" another_kiosk

# As systemd stops it: in order, with the X server.
kill -TERM "$display"
status=0
wait "$display" || status=$?
[ "$status" -eq 0 ] || fail "the display ended with status $status when it was told to stop"
display=
! kiosk || fail "the kiosk runs on without its display"
grep -q 'einlass-kiosk: stopping' "$folder/log" || fail "the kiosk did not end in order"

# As after an organiser has left: nothing starts it again.
printf '#!/bin/sh\nexit 3\n' >"$folder/leaves"
chmod +x "$folder/leaves"
EINLASS_KIOSK=$folder/leaves start
status=0
wait "$display" || status=$?
display=
[ "$status" -eq 3 ] || fail "status $status instead of 3 after an organiser left"
