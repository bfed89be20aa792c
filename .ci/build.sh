# shellcheck shell=bash
# Sourced by ./run and ./portal, from the root of the checkout: the one build that both start.

portal_build=Portal.Web/bin/Run/net10.0
built_at=Portal.Web/obj/run-built
building=

# PORTAL_STATE as an absolute path: a relative folder is one of whoever calls, $1; the default is the checkout's own.
place_state() {
  case "${PORTAL_STATE:=$PWD/.portal}" in /*) ;; *) PORTAL_STATE="$1/$PORTAL_STATE" ;; esac
  export PORTAL_STATE
}

# Whether nothing that the build is made of is newer than it. Folders count too: theirs is the time of a removed file.
is_built() {
  [ -e "$portal_build/Portal.Web.dll" ] && [ -e "$built_at" ] || return 1
  [ -z "$(find Portal.Analytics Portal.Api Portal.Web migrations Directory.Build.props Directory.Packages.props global.json nuget.config \
    \( -name bin -o -name obj \) -prune -o -newer "$built_at" -print -quit)" ]
}

# Begins the build beside whatever comes next, when one is needed; finish_build waits for it.
start_build() {
  need_sdk
  mkdir -p Portal.Web/bin Portal.Web/obj
  # Two at once would write the same files; the second waits, and finds it done.
  if command -v flock > /dev/null; then exec 9> Portal.Web/obj/run-lock; flock 9; fi
  if is_built; then exec 9>&-; return; fi
  say "Building ..."
  build_log=Portal.Web/obj/run-build.log
  touch "$built_at.begun"
  # Only what runs, without analyzers, and in folders of its own: ./test neither takes this for checked code nor writes over what runs.
  DOTNET_TieredPGO=0 DOTNET_GENERATE_ASPNET_CERTIFICATE=false dotnet build Portal.Web --configuration Run --nologo --verbosity quiet \
    --disable-build-servers > "$build_log" 2>&1 9>&- &
  building=$!
  trap 'kill "$building" 2> /dev/null || true' EXIT
}

finish_build() {
  if [ -z "$building" ]; then return; fi
  if ! wait "$building"; then
    cat "$build_log" >&2
    give_up "The build failed; the messages are above and in $build_log."
  fi
  trap - EXIT
  mv "$built_at.begun" "$built_at"
  exec 9>&-
}
