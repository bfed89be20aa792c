# shellcheck shell=bash
# Sourced by ./run --entra, from the root of the checkout: the identity provider for tests beside the portal.

identity_build=Portal.TestIdentity/bin/Run/net10.0
identity=

# Builds and starts the provider, and takes over the settings that it writes.
start_identity() {
  local folder="$PORTAL_STATE/identity" waited=0 line
  DOTNET_GENERATE_ASPNET_CERTIFICATE=false dotnet build Portal.TestIdentity --configuration Run --nologo --verbosity quiet \
    --disable-build-servers > Portal.Web/obj/identity-build.log 2>&1 \
    || give_up "The identity provider could not be built; see Portal.Web/obj/identity-build.log."
  dotnet "$identity_build/Portal.TestIdentity.dll" --folder "$folder" --port "${PORTAL_IDENTITY_PORT:-5444}" &
  identity=$!
  trap 'kill "$identity" 2> /dev/null || true' EXIT
  until [ -e "$folder/entra.env" ]; do
    kill -0 "$identity" 2> /dev/null || give_up "The identity provider did not start; its message is above."
    waited=$((waited + 1))
    [ "$waited" -lt 300 ] || give_up "The identity provider did not answer within a minute."
    sleep 0.2
  done
  while IFS= read -r line; do
    # What is set already stays: another address, for one. But the provider's certificate is trusted in any case.
    case "$line" in SSL_CERT_FILE=*) export "${line?}"; continue ;; esac
    [ -n "$(printenv "${line%%=*}" || true)" ] || export "${line?}"
  done < "$folder/entra.env"
}

# Runs the portal until it ends or is stopped, and stops the provider with it.
run_with_identity() {
  local code=0
  dotnet "$portal_build/Portal.Web.dll" "$@" &
  portal=$!
  trap 'kill -TERM "$portal" 2> /dev/null || true' INT TERM
  wait "$portal" || code=$?
  # A signal ends the first wait before the portal has ended.
  if kill -0 "$portal" 2> /dev/null; then wait "$portal" || code=$?; fi
  kill "$identity" 2> /dev/null || true
  exit "$code"
}
