#!/usr/bin/env bash
# install.sh [install|uninstall] PREFIX [PROGRAM]: puts the program into the menus of a Linux desktop, or takes it out.
# PROGRAM is the path of ipclip-app where it is not on the PATH. DESTDIR is put before PREFIX, for package builders.
set -euo pipefail

action="$1"
prefix="$2"
program="${3:-ipclip-app}"
here="$(cd "$(dirname "$0")" && pwd)"
name=app.ipclip.ipclip_app
share="${DESTDIR:-}$prefix/share"

desktop="$share/applications/$name.desktop"
metainfo="$share/metainfo/$name.metainfo.xml"
mime="$share/mime/packages/$name.xml"
icons="$share/icons/hicolor"

install_files() {
    install -D -m 644 "$here/$name.metainfo.xml" "$metainfo"
    install -D -m 644 "$here/$name.mime.xml" "$mime"
    install -D -m 644 "$here/../../resources/icons/ipclip-app.svg" "$icons/scalable/apps/$name.svg"
    for icon in "$here"/../icons/ipclip-app-*.png; do
        size="${icon##*-}"
        size="${size%.png}"
        install -D -m 644 "$icon" "$icons/${size}x$size/apps/$name.png"
    done
    install -d "$(dirname "$desktop")"
    # quoted as the desktop entry specification asks for; a percent sign is doubled
    quoted="\"$(printf '%s' "$program" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g')\""
    while IFS= read -r line; do
        case "$line" in
            Exec=*) printf 'Exec=%s %%F\n' "$quoted" ;;
            TryExec=*) printf 'TryExec=%s\n' "$program" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$here/$name.desktop" >"$desktop"
}

uninstall_files() {
    rm -f "$desktop" "$metainfo" "$mime" "$icons"/*/apps/"$name".png "$icons/scalable/apps/$name.svg"
}

refresh_with() { # TOOL FOLDER [OPTION...]
    if [[ -d "$2" ]] && command -v "$1" >/dev/null; then "$1" "${@:3}" "$2" >/dev/null || true; fi
}

refresh() { # what a desktop keeps of these folders; a tool that is missing has nothing to refresh
    [[ -n "${DESTDIR:-}" ]] && return
    refresh_with update-desktop-database "$share/applications" -q
    refresh_with update-mime-database "$share/mime"
    refresh_with gtk-update-icon-cache "$icons" -q -t
}

case "$action" in
    install) install_files ;;
    uninstall) uninstall_files ;;
    *) echo "usage: $0 install|uninstall PREFIX [PROGRAM]" >&2 && exit 2 ;;
esac
refresh
