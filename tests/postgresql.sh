#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Kommod authors
# SPDX-License-Identifier: EUPL-1.2
# A throw-away PostgreSQL for tests, in a temporary folder and on a Unix socket only.
#
#   KOMMOD_TEST_POSTGRESQL=$(tests/postgresql.sh start)   starts one and prints its URL
#   tests/postgresql.sh url [FOLDER]                      prints it again
#   tests/postgresql.sh stop [FOLDER]                     stops it and removes its files
#
# FOLDER is what `start [FOLDER]` was given; default: one per user. Several may run side by side.
set -eu

me=$(id -u)
folder=${2:-${TMPDIR:-/tmp}/kommod-postgresql-$me}
if [ "${#folder}" -gt 70 ]; then
    echo "The folder's name is too long for a socket: $folder" >&2
    exit 2
fi

# PostgreSQL refuses root: then it runs as the user its Debian package makes, or as nobody.
user=$(id -un)
if [ "$me" = 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
fi
as_user() {
    if [ "$me" = 0 ]; then
        setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env HOME="$folder" "$@"
    else
        "$@"
    fi
}

programs() {
    for place in /usr/lib/postgresql/*/bin; do
        [ -x "$place/initdb" ] && found=$place
    done
    if [ -z "${found:-}" ]; then
        echo "PostgreSQL is missing: apt-get install postgresql" >&2
        exit 2
    fi
    echo "$found"
}

percent() {
    printf '%s' "$1" | sed -e 's/%/%25/g' -e 's/ /%20/g' -e 's|/|%2F|g'
}

url() {
    echo "postgresql:///kommod?host=$(percent "$folder/socket")&user=kommod"
}

running() {
    [ -f "$folder/data/postmaster.pid" ] && kill -0 "$(head -n 1 "$folder/data/postmaster.pid")" 2>/dev/null
}

start() {
    bin=$(programs)
    if ! running; then
        rm -rf "$folder"
        mkdir -p "$folder/socket"
        [ "$me" = 0 ] && chown -R "$user" "$folder"
        cd "$folder"
        as_user "$bin/initdb" -D "$folder/data" -U kommod -A trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
            { cat "$folder/initdb.log" >&2; exit 1; }
        as_user "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/server.log" \
            -o "-c listen_addresses='' -c unix_socket_directories='\"$folder/socket\"' -c fsync=on -c max_connections=200" \
            start >"$folder/start.log" 2>&1 || { cat "$folder/start.log" "$folder/server.log" >&2; exit 1; }
        as_user "$bin/createdb" -h "$folder/socket" -U kommod kommod
    fi
    url
}

stop() {
    if running; then
        pid=$(head -n 1 "$folder/data/postmaster.pid")
        kill -INT "$pid"
        tries=0
        while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 150 ]; do
            sleep 0.2
            tries=$((tries + 1))
        done
    fi
    rm -rf "$folder"
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    url) url ;;
    *)
        sed -n '4,10s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
