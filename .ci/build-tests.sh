# shellcheck shell=bash
# Sourced by ./test: the build, with a compiler server that lives as long as the build.

# Ends with a dot, so that it is not the beginning of another run's.
compiler="portal-test-$$."

# One server for all projects: the compiler and the analyzers are loaded and compiled once. Its name is of this run, so nobody else's is used or stopped.
build_tests() {
  local what=OutcomesPortal.sln
  if [ "${#projects[@]}" -eq 1 ]; then what="${projects[0]}"; fi
  dotnet build "$what" --configuration Release --nologo --verbosity quiet -nodeReuse:false \
    -p:SharedCompilationId="$compiler"
}

# Does nothing when there is none.
stop_compiler() {
  local server
  for server in $(grep -alsF -- "-pipename:$compiler" /proc/[0-9]*/cmdline | cut -d/ -f3 || true); do kill "$server" 2> /dev/null || true; done
}
