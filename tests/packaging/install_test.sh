#!/usr/bin/env bash
# install_test.sh SOURCE BUILD: installs into a folder, and looks at what came of it.
set -euo pipefail
source_folder=$1
build=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/root
fail() { echo "FAILED: $1" >&2; exit 1; }

"$source_folder/scripts/install-kiosk" --dry-run "$build" >"$folder/said" || fail "a dry run ends with an error"
grep -q '^would install /usr/bin/einlass-kiosk$' "$folder/said" || fail "a dry run does not say what it would do"
DESTDIR=$root "$source_folder/scripts/install-kiosk" --dry-run "$build" >/dev/null
[ ! -e "$root" ] || fail "a dry run changes something"

DESTDIR=$root "$source_folder/scripts/install-kiosk" --server "$build" >/dev/null
for file in usr/bin/einlass-kiosk usr/bin/einlass usr/bin/einlass-server usr/share/einlass/theme/calm.ini etc/einlass/kiosk.toml; do
  [ -s "$root/$file" ] || fail "$file is missing"
done
"$root/usr/bin/einlass-kiosk" --version >/dev/null || fail "the program does not run from where it was installed"
[ "$(find "$root/usr/share/einlass" -type f | wc -l)" -eq "$(find -L "$build/share/einlass" -type f | wc -l)" ] ||
  fail "assets are missing"

echo '# mine' >"$root/etc/einlass/kiosk.toml"
said=$(DESTDIR=$root "$source_folder/scripts/install-kiosk" --server "$build")
[ "$said" = "install-kiosk: nothing to do." ] || fail "a second run does something: $said"
grep -qx '# mine' "$root/etc/einlass/kiosk.toml" || fail "settings were overwritten"
echo broken >"$root/usr/lib/einlass/kiosk-session"
DESTDIR=$root "$source_folder/scripts/install-kiosk" "$build" | grep -q kiosk-session || fail "a changed file stays"

mkdir "$folder/accounts"
for shell in bash nologin; do
  printf '#!/bin/sh\necho einlass:x:1000:1000::/home/einlass:/usr/sbin/%s\n' "$shell" >"$folder/accounts/getent"
  chmod +x "$folder/accounts/getent"
  taken=yes
  PATH=$folder/accounts:$PATH "$source_folder/scripts/install-kiosk" --dry-run "$build" >/dev/null 2>"$folder/said" || taken=
  if [ "$shell" = nologin ]; then [ -n "$taken" ] || fail "the kiosk's own user is refused"; continue; fi
  [ -z "$taken" ] || fail "a person's account is taken for the kiosk's"
  grep -q 'rename that account' "$folder/said" || fail "it does not say why: $(cat "$folder/said")"
done

"$source_folder/scripts/install-kiosk" --sideways 2>/dev/null && fail "an unknown option is taken"
"$source_folder/scripts/install-kiosk" "$folder" 2>/dev/null && fail "a folder without programs is taken"

if command -v shellcheck >/dev/null; then
  shellcheck "$source_folder"/packaging/kiosk-* "$source_folder/scripts/install-kiosk" "$source_folder"/tests/packaging/*.sh
else
  echo "shellcheck is not installed: the scripts were not read by it."
fi
if command -v systemd-analyze >/dev/null; then
  # Programs and scripts are looked for where the units name them; other units are this machine's.
  for unit in einlass-kiosk einlass-server; do
    sed "s,^ExecStart=/,ExecStart=$root/," "$root/etc/systemd/system/$unit.service" >"$folder/$unit.service"
    complaints=$(systemd-analyze verify --man=no "$folder/$unit.service" 2>&1 | grep "$unit" || true)
    [ -z "$complaints" ] || fail "systemd says: $complaints"
  done
else
  echo "systemd-analyze is not installed: the units were not read by it."
fi
