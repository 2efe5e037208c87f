#!/usr/bin/env bash
# Installs the .deb that `mvn -Ppackages -DskipTests package` has made, uses it as a newcomer would, without any Java on the PATH, and removes it. For a machine (or
# container) on which that may be done: it needs root, dpkg and Xvfb. `.ci/run packages` runs it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
deb=$(ls "$here"/target/tidelock_*.deb)
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; dpkg --purge tidelock >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
known() { find / -xdev \( -path /proc -o -path /sys -o -path /tmp -o -path /var/lib/dpkg -o -path /var/log -o -path /var/cache -o -path /dev -o -path "$here" -o -path "$work" \) -prune -o \
  \( -iname '*tidelock*' \) -print 2>/dev/null | grep -v -e "^$here" -e "^${here%/*}" -e '/\.m2/' | sort; }

for tool in Xvfb xdotool xprop setpriv; do command -v $tool >/dev/null || fail "$tool is needed"; done
known >"$work/before"
say "install"
dpkg -i "$deb" >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log"; fail "dpkg -i"; }
[ -x /usr/bin/tidelock ] || fail "no /usr/bin/tidelock"
command -v desktop-file-validate >/dev/null && desktop-file-validate /usr/share/applications/tidelock.desktop

# A user without a Java, under a locale that is not UTF-8, as cron has it.
home=$work/home; mkdir -p "$home/Documents" "$home/copy"
printf 'a letter\n' >"$home/Documents/Brief – Größe.txt"
head -c 3000000 /dev/urandom >"$home/Documents/photo.jpg"
chown -R nobody "$work"
chmod 755 "$work"
user() { setpriv --reuid nobody --regid nogroup --clear-groups env -i HOME="$home" PATH=/usr/bin:/bin TIDELOCK_PASSPHRASE='ember willow tundra basket orbit' "$@"; }

say "first sync, from a terminal"
user tidelock --version
user tidelock create --home "$home/a" --storage "file://$home/store" --folder "$home/Documents" --keep-unlocked=file --recovery-kit "$home/kit.pdf" -q
user tidelock sync --home "$home/a" -q
user tidelock join --home "$home/b" --storage "file://$home/store" --folder "$home/copy" --keep-unlocked=file --yes -q
user tidelock sync --home "$home/b" -q
user diff -r -x .tidelock "$home/Documents" "$home/copy" || fail "the second device has not the same"
[ -s "$home/kit.pdf" ] || fail "no recovery kit"
start=$(date +%s%N); user tidelock status --home "$home/a" >/dev/null; say "status took $((($(date +%s%N) - start) / 1000000)) ms"

say "the window, from its desktop entry"
exec_line=$(sed -n 's/^Exec=//p' /usr/share/applications/tidelock.desktop)
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1280x900x24 3>"$work/display" >/dev/null 2>&1 &
read -r number <"$work/display"
export DISPLAY=:$number
start=$(date +%s%N)
user env DISPLAY=$DISPLAY TIDELOCK_HOME="$home/a" $exec_line >"$work/window.log" 2>&1 &
window=
for _ in $(seq 300); do
  window=$(xdotool search --name '^Tidelock' 2>/dev/null | head -1) && [ -n "$window" ] && break
  sleep 0.1
done
[ -n "$window" ] || { cat "$work/window.log"; fail "no window"; }
say "the window was there after $((($(date +%s%N) - start) / 1000000)) ms"
class=$(xprop -id "$window" WM_CLASS | sed 's/.*, "\(.*\)"/\1/')
[ "$class" = "$(sed -n 's/^StartupWMClass=//p' /usr/share/applications/tidelock.desktop)" ] || fail "the window is of class $class"
if command -v import >/dev/null; then sleep 3; import -window root "${SHOT:-$here/target/window.png}"; fi
user tidelock sync --home "$home/a" -q && say "the running window syncs for the terminal"
pkill -u nobody -f org.tidelock.app.Main || fail "the window had ended"
for _ in $(seq 100); do pgrep -u nobody -f org.tidelock.app.Main >/dev/null || break; sleep 0.1; done

say "remove"
dpkg --purge tidelock >>"$work/dpkg.log" 2>&1
known >"$work/after"
diff "$work/before" "$work/after" || fail "something was left behind"
[ -s "$home/Documents/photo.jpg" ] && [ -d "$home/a" ] || fail "the user's own is gone"
say "all is as it was before, and the user's own is there"
