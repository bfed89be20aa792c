# shellcheck shell=bash
# Sourced by ./run and ./test: what both need of the machine, and how missing Debian packages get there.

say() { printf '%s\n' "$*" >&2; }

give_up() {
  say "$1"
  exit 1
}

# Tools that write under HOME get a folder of ours when HOME is missing or read-only.
usable_home() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  if [ -n "${HOME:-}" ] && [ -d "$HOME" ] && [ -w "$HOME" ]; then return; fi
  mkdir -p "$1/home"
  HOME="$(cd "$1/home" && pwd)"
  export HOME DOTNET_CLI_HOME="$HOME" NUGET_PACKAGES="${NUGET_PACKAGES:-$HOME/packages}"
}

need_sdk() {
  command -v dotnet > /dev/null || give_up "The .NET SDK 10 is missing: see https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --version > /dev/null 2>&1 || give_up "This needs the .NET SDK 10 (global.json says which); found: $(dotnet --list-sdks 2> /dev/null | cut -d' ' -f1 | tr '\n' ' ')"
}

# PostgreSQL 15 or newer, or whatever PG_BIN and PATH hold.
has_postgresql() {
  local folder version
  if [ -n "${PG_BIN:-}" ]; then
    [ -x "$PG_BIN/postgres" ] && [ -x "$PG_BIN/initdb" ]
    return
  fi
  for folder in /usr/lib/postgresql/*/bin; do
    version="$(basename "$(dirname "$folder")")"
    if [[ "$version" =~ ^[0-9]+$ ]] && [ "$version" -ge 15 ] && [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ]; then return 0; fi
  done
  command -v postgres > /dev/null && command -v initdb > /dev/null
}

has_package() {
  if [ "$1" = postgresql ]; then
    has_postgresql
  else
    dpkg-query -W -f '${Status}' "$1" 2> /dev/null | grep -q 'ok installed'
  fi
}

# need_packages PACKAGE...: asks for no rights and does nothing when all are there.
need_packages() {
  local package missing=() as_root=()
  for package in "$@"; do
    if ! has_package "$package"; then missing+=("$package"); fi
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi

  command -v apt-get > /dev/null || give_up "These Debian packages are missing, and there is no apt-get here: ${missing[*]}. Please install what they hold."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || give_up "These Debian packages are missing; as root, please run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi

  say "Installing Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq > /dev/null || say "apt-get update failed; going on with the package lists that are there."
  install_missing || give_up "apt-get could not install: ${missing[*]}"
  for package in "${missing[@]}"; do
    has_package "$package" || give_up "$package was installed, but is too old for the portal or incomplete."
  done
}

# Called by need_packages, whose variables it reads. A subshell, so that its trap is its own.
install_missing() (
  # Packages chatter on both streams; what they said matters when one fails.
  get() {
    local said
    said="$("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" 2>&1)" && return
    say "$said"
    return 1
  }

  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    # The package makes and starts a cluster on port 5432 unless its settings say otherwise. The portal runs its own, so none is
    # wanted; postgresql-common comes first so that its settings are there to be changed, and are put back whatever happens.
    settings=/etc/postgresql-common/createcluster.conf
    get postgresql-common || exit 1
    before="$(mktemp)"
    cat "$settings" > "$before"
    trap '"${as_root[@]}" tee "$settings" < "$before" > /dev/null; rm -f "$before"' EXIT
    { cat "$before"; printf '\ncreate_main_cluster = false\n'; } | "${as_root[@]}" tee "$settings" > /dev/null || exit 1
  fi
  get "${missing[@]}"
)
