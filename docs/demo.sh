#!/bin/sh
# Two devices, one storage folder, real files: everything the first version of Tidelock does, and checks of what it promises.
#
#   docs/demo.sh [--small] [--keep] [DIR]
#
# --small takes some hundred files and a 32 MiB file instead of more than 10,000 and 1 GiB. The demo works in DIR (a new folder; else a
# temporary one, which is removed at the end unless --keep or a failure). No network. Exit code 0: everything held.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
cd "$(dirname "$0")/.."
project=$PWD

small=
keep=
work=
for argument; do
  case $argument in
    --small) small=yes ;;
    --keep) keep=yes ;;
    -*)
      echo "usage: docs/demo.sh [--small] [--keep] [DIR]" >&2
      exit 2
      ;;
    *) work=$argument ;;
  esac
done

# --- how it talks, and how it ends -------------------------------------------------------------------------------------------------

step_count=0
started=$(date +%s)
step() {
  step_count=$((step_count + 1))
  now=$(date +%s)
  printf '\n[%4d s] %d. %s\n' $((now - started)) "$step_count" "$*"
}
fact() { printf '         %s\n' "$*"; }
fail() {
  printf '\nFAILED in step %d: %s\n' "$step_count" "$*" >&2
  printf 'Everything is kept in %s\n' "$work" >&2
  trap - EXIT
  exit 1
}
check() { # check WHAT COMMAND...: the command must succeed
  what=$1
  shift
  if "$@"; then fact "ok: $what"; else fail "$what"; fi
}

if [ -z "$work" ]; then
  work=$(mktemp -d "${TMPDIR:-/tmp}/tidelock-demo.XXXXXX")
else
  mkdir "$work" || exit 2
fi
work=$(cd "$work" && pwd -P)
unexpected() {
  code=$?
  [ $code -eq 0 ] || printf '\nFAILED in step %d (a command ended with %d). Everything is kept in %s\n' "$step_count" $code "$work" >&2
  exit $code
}
trap unexpected EXIT

# --- what it needs -----------------------------------------------------------------------------------------------------------------

tidelock=$project/app/target/tidelock
if [ ! -x "$tidelock" ]; then
  echo "Building Tidelock first (mvn -q -DskipTests package)"
  mvn -q -DskipTests package
fi
if command -v sha256sum >/dev/null 2>&1; then sha256='sha256sum'; else sha256='shasum -a 256'; fi

needed_kib=$([ "$small" ] && echo 1000000 || echo 7000000)
free_kib=$(df -Pk "$work" | awk 'NR == 2 { print $4 }')
[ "$free_kib" -ge "$needed_kib" ] || fail "$work has $free_kib KiB free; the demo needs $needed_kib"

a=$work/a-folder
b=$work/b-folder
store=$work/store
# As long as nobody reads this variable, it is a passphrase; this one protects a demo that is deleted in a minute.
TIDELOCK_PASSPHRASE="demo $(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
export TIDELOCK_PASSPHRASE
unset TIDELOCK_HOME
ta() { "$tidelock" --home "$work/a-profile" --no-progress "$@"; }
tb() { "$tidelock" --home "$work/b-profile" --no-progress "$@"; }
# Runs a command, shows what it says, and insists that it succeeds.
shown() {
  code=0
  "$@" >"$work/said" 2>&1 || code=$?
  sed 's/^/         /' "$work/said"
  [ $code -eq 0 ] || fail "\"$*\" ended with $code"
}
# A round on each device in turn, until both have seen everything.
settle() {
  for round in 1 2; do
    ta sync -q || fail "sync on A ended with $?"
    tb sync -q || fail "sync on B ended with $?"
  done
}

# Every file with its checksum, every folder, every link with its target, and what is executable; but for Tidelock's private folder.
tree_of() {
  (
    cd "$1"
    find . -path ./.tidelock -prune -o -type f -print0 | sort -z | xargs -0 -r $sha256
    find . -path ./.tidelock -prune -o -type d -print | sort
    find . -path ./.tidelock -prune -o -type l -print | sort | while read -r link; do echo "$link -> $(readlink "$link")"; done
    find . -path ./.tidelock -prune -o -type f -perm -u+x -print | sort | sed 's/$/ can be run/'
  )
}
equal_trees() {
  tree_of "$a" >"$work/a.tree"
  tree_of "$b" >"$work/b.tree"
  if cmp -s "$work/a.tree" "$work/b.tree"; then
    fact "ok: both trees are equal: $(grep -c '^[0-9a-f]\{64\}' "$work/a.tree") files by checksum, $(find "$a" -path "$a/.tidelock" -prune -o -type d -print | wc -l | tr -d ' ') folders"
  else
    diff "$work/a.tree" "$work/b.tree" | head -20 >&2 || true
    fail "the trees differ"
  fi
}
objects() { find "$store" -type f | wc -l | tr -d ' '; }
bytes() { find "$store" -type f -exec cat {} + | wc -c | tr -d ' '; }

# --- the demo ----------------------------------------------------------------------------------------------------------------------

step "Real files: a source tree, pictures, odd names, a large film"
mkdir -p "$a/Documents/Letters" "$a/Pictures" "$a/Film" "$a/Empty folder"
jdk=$(sed -n "s/^java_home='\(.*\)'/\1/p" "$tidelock")
if [ -f "$jdk/lib/src.zip" ] && [ -x "$jdk/bin/jar" ]; then
  mkdir "$a/Sources"
  (cd "$a/Sources" && "$jdk/bin/jar" xf "$jdk/lib/src.zip" ${small:+java.base/java/util java.base/java/nio})
else
  # What else a machine has.
  for source in /usr/share/doc /usr/include /usr/share /usr/lib/python3 "$HOME/.m2/repository"; do
    [ -d "$source" ] || continue
    mkdir -p "$a/Sources"
    find "$source" -type f -size -200k 2>/dev/null | head -n "$([ "$small" ] && echo 600 || echo 11000)" | while read -r file; do
      mkdir -p "$a/Sources${file%/*}" && cp "$file" "$a/Sources$file" 2>/dev/null || true
    done
    [ "$(find "$a/Sources" -type f | wc -l)" -lt "$([ "$small" ] && echo 400 || echo 10000)" ] || break
  done
fi
find "$project/docs" "$project/app/src/main/resources" /usr/share/pixmaps /usr/share/icons /usr/share/doc \
  -type f \( -name '*.png' -o -name '*.jpg' \) -size +3k 2>/dev/null | head -n "$([ "$small" ] && echo 30 || echo 300)" | {
  n=0
  while read -r picture; do
    n=$((n + 1))
    cp "$picture" "$a/Pictures/Holiday in Heligoland $n.${picture##*.}"
  done
}
if [ -z "$(ls "$a/Pictures")" ]; then
  # No picture on this machine: noise stands in, which is what a JPEG is to a synchroniser.
  for n in 1 2 3 4 5; do head -c 300000 /dev/urandom >"$a/Pictures/Holiday in Heligoland $n.jpg"; done
fi
head -c "$([ "$small" ] && echo 33554432 || echo 1073741824)" /dev/urandom >"$a/Film/The long weekend.mov"
printf 'Dear aunt, the harbour was quiet and the lantern copper-coloured.\n' >"$a/Documents/Letters/Letter to aunt Hedwig.txt"
printf 'first version of the plan for the boathouse\n' >"$a/Documents/Boathouse plan.txt"
printf 'rent 1200, boats 300, harbour dues 90\n' >"$a/Documents/Budget of the boathouse.csv"
: >"$a/Documents/An empty file"
printf '#!/bin/sh\necho quietly\n' >"$a/Documents/make-quiet.sh"
chmod u+x "$a/Documents/make-quiet.sh"
ln -s "Letters/Letter to aunt Hedwig.txt" "$a/Documents/The letter"
printf 'names are not all ASCII\n' >"$a/Documents/Größenübersicht 東京 😀.txt"
files=$(find "$a" -type f | wc -l | tr -d ' ')
fact "$files files, $(du -sk "$a" | awk '{ printf "%d MiB", $1 / 1024 }')"
[ "$small" ] || [ "$files" -ge 10000 ] || fail "this machine has no tree of 10,000 files (a JDK with lib/src.zip would do)"

step "What the storage must never show: 200 names and 200 lines from these files"
find "$a" -type f ! -path "$a/.tidelock/*" | sed 's|.*/||' | awk 'length($0) >= 16' | sort -u | awk '{ line[NR] = $0 } END { step = NR > 200 ? NR / 200 : 1; for (i = 1; i <= NR && n < 200; i += step) { print line[int(i)]; n++ } }' >"$work/names"
find "$a/Sources" "$a/Documents" -type f -size -200k -exec cat {} + 2>/dev/null | tr -d '\000\r' | awk 'length($0) >= 40 && length($0) <= 200 && /^[ -~]+$/ && !seen[$0]++ { line[++n] = $0 } n >= 40000 { exit } END { step = n > 200 ? n / 200 : 1; for (i = 1; i <= n && c < 200; i += step) { print line[int(i)]; c++ } }' >"$work/contents"
fact "$(wc -l <"$work/names" | tr -d ' ') names such as \"$(head -1 "$work/names")\", $(wc -l <"$work/contents" | tr -d ' ') lines"
check "there are 200 of each" [ "$(cat "$work/names" "$work/contents" | wc -l)" -ge 400 ]
cat "$work/names" "$work/contents" >"$work/known"
# The search itself must be able to find: in the plain folder it finds every line and, in the listing, every name.
found_contents() { LC_ALL=C find "$1" -type f -size -300k -exec grep -haoF -f "$work/contents" {} + 2>/dev/null | sort -u | wc -l | tr -d ' '; }
found_names() { find "$1" | grep -oF -f "$work/names" | sort -u | wc -l | tr -d ' '; }
check "the search finds the names in the plain folder ($(found_names "$a"))" [ "$(found_names "$a")" -ge 190 ]
check "the search finds the lines in the plain folder ($(found_contents "$a"))" [ "$(found_contents "$a")" -ge 190 ]

step "Device A creates a vault in a storage folder"
shown ta create --storage "file://$store" --folder "$a" --name "Aunt Hedwig's boathouse" --device "Laptop" --keep-unlocked=file \
  --recovery-kit "$work/kit.txt"
check "the recovery kit is for its owner only" [ "$(ls -l "$work/kit.txt" | cut -c1-10)" = "-rw-------" ]

step "A encrypts and sends everything"
shown ta sync
fact "the storage holds $(objects) objects, $(bytes) bytes"

step "Device B joins and receives everything"
shown tb join --storage "file://$store" --folder "$b" --device "Desktop" --keep-unlocked=file --yes
shown tb sync
equal_trees

step "B changes some files and adds some; A receives them"
printf 'second version, by B, with a slipway\n' >"$b/Documents/Boathouse plan.txt"
mkdir "$b/Documents/Minutes"
for n in 1 2 3 4 5 6 7 8 9 10; do printf 'minutes of meeting %d about the slipway\n' $n >"$b/Documents/Minutes/Meeting $n.txt"; done
mv "$b/Documents/Letters/Letter to aunt Hedwig.txt" "$b/Documents/Letters/Letter to aunt Hedwig, sent.txt"
ln -sfn "Letters/Letter to aunt Hedwig, sent.txt" "$b/Documents/The letter"
settle
equal_trees
check "both devices show the same fingerprint, as they have seen the same" [ "$(ta fingerprint)" = "$(tb fingerprint)" ]
check "A has B's version" grep -q slipway "$a/Documents/Boathouse plan.txt"

step "Both change one file at the same time, and other files beside"
printf 'rent 1200, boats 350 (A), harbour dues 90\n' >"$a/Documents/Budget of the boathouse.csv"
printf 'rent 1300 (B), boats 300, harbour dues 90\n' >"$b/Documents/Budget of the boathouse.csv"
printf 'only A wrote this\n' >"$a/Documents/Notes of A.txt"
printf 'only B wrote this\n' >"$b/Documents/Notes of B.txt"
settle
equal_trees
copies=$(find "$a" -name 'Budget of the boathouse (*' | wc -l | tr -d ' ')
check "there is one conflict copy" [ "$copies" = 1 ]
copy=$(find "$a" -name 'Budget of the boathouse (*')
fact "it is called \"${copy##*/}\""
check "A's version is there" grep -q '(A)' "$a/Documents/Budget of the boathouse.csv" "$copy"
check "B's version is there" grep -q '(B)' "$a/Documents/Budget of the boathouse.csv" "$copy"

step "A renames the big folder"
in_sources=$(find "$a/Sources" -type f | wc -l | tr -d ' ')
probe=$(cd "$b/Sources" && find . -type f | sort | head -1)
inode=$(ls -i "$b/Sources/$probe" | awk '{ print $1 }')
before=$(bytes)
mv "$a/Sources" "$a/Source code of 2026"
ta sync -q
fact "$in_sources files renamed, $(($(bytes) - before)) bytes sent"
tb sync -q
settle
equal_trees
check "on B they were renamed, not received again" [ "$(ls -i "$b/Source code of 2026/$probe" | awk '{ print $1 }')" = "$inode" ]
check "the old name is gone" [ ! -e "$b/Sources" ]
check "less than 1 MiB was sent for it" [ $(($(bytes) - before)) -lt 1048576 ]

step "B deletes a folder and a file"
rm -r "$b/Documents/Minutes"
rm "$b/Documents/Notes of A.txt"
settle
equal_trees
check "the folder is gone on A" [ ! -e "$a/Documents/Minutes" ]
check "the file is gone on A" [ ! -e "$a/Documents/Notes of A.txt" ]
fact "A can still bring back: $(ta ls --deleted -q | wc -l | tr -d ' ') entries"

step "A restores an old version, and something deleted"
shown ta history "Documents/Boathouse plan.txt"
old=$(ta history "Documents/Boathouse plan.txt" | tail -1 | awk '{ print $1 }')
shown ta restore "Documents/Boathouse plan.txt" --version "$old"
check "the first version is back" grep -q '^first version' "$a/Documents/Boathouse plan.txt"
shown ta restore "Documents/Minutes"
check "the deleted folder is back with its ten files" [ "$(find "$a/Documents/Minutes" -type f | wc -l | tr -d ' ')" = 10 ]
settle
equal_trees
check "B has the restored version" grep -q '^first version' "$b/Documents/Boathouse plan.txt"

step "Every object of the storage is checked"
shown ta verify --deep

step "Without either device, passphrase in hand: everything can be exported"
shown "$tidelock" export --home "$work/none" --no-progress --storage "file://$store" --to "$work/export"
tree_of "$work/export" >"$work/export.tree"
check "the export equals the folder" cmp -s "$work/a.tree" "$work/export.tree"

step "At the end"
equal_trees
for t in ta tb; do
  state=$($t status --json | sed 's/.*"state":"\([a-z-]*\)".*/\1/')
  fact "$t status: $state"
done
check "there is exactly one conflict copy in all" [ "$(find "$a" -name '* (*, ????-??-??, ????)*' | wc -l | tr -d ' ')" = 1 ]
shown_names=$(found_names "$store")
hits=$(LC_ALL=C grep -rlaF -f "$work/known" "$store" | wc -l | tr -d ' ')
fact "searched $(objects) objects, $(bytes) bytes, for $(wc -l <"$work/known" | tr -d ' ') known names and lines"
check "no name of an object tells anything ($shown_names found)" [ "$shown_names" = 0 ]
check "no object contains anything known ($hits found)" [ "$hits" = 0 ]
logged=$(LC_ALL=C find "$work/a-profile/logs" "$work/b-profile/logs" -type f -exec grep -laF -f "$work/known" {} + 2>/dev/null | wc -l | tr -d ' ')
check "no log of a device contains anything known ($logged found)" [ "$logged" = 0 ]

printf '\nEverything held, in %d s.\n' $(($(date +%s) - started))
trap - EXIT
if [ "$keep" ]; then echo "It is kept in $work"; else rm -rf "$work"; fi
