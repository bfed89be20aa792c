# shellcheck shell=bash
# Sourced by ./portal: the offline check as a single file, which needs no .NET where it runs.

# Into the folder $1, or outcomes-check below the caller's folder $2.
publish_check() {
  local folder="${1:-outcomes-check}" system file
  case "$folder" in /*) ;; *) folder="$2/$folder" ;; esac
  need_sdk
  mkdir -p "$folder" || give_up "$folder cannot be made."
  # Elsewhere than the checkout's own builds and locks: these name no system.
  work="$(mktemp -d)" # seen by the trap
  trap 'rm -rf "$work"' EXIT
  for system in ${PORTAL_CHECK_SYSTEMS:-linux-x64 win-x64}; do
    say "Making the check for $system ..."
    if ! dotnet publish Portal.Check --configuration Run --runtime "$system" --self-contained --artifacts-path "$work" --nologo --verbosity quiet \
      --disable-build-servers -p:PublishSingleFile=true -p:RestoreLockedMode=false \
      > "$work/log" 2>&1; then
      cat "$work/log" >&2
      give_up "The check for $system could not be made; the messages are above."
    fi
    file=outcomes-check
    case "$system" in win-*) file=outcomes-check.exe ;; esac
    cp "$work"/publish/Portal.Check/*/"$file" "$folder/$file" || give_up "The check for $system was not found where it should be."
    rm -rf "$work/publish"
    say "$folder/$file"
  done
}
