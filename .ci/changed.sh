# shellcheck shell=bash
# Sourced by ./test: which tests go with what is new. Tests mirror the folders of the product, so a folder chooses the folder of its name.

# choose_changed: sets chosen, a filter; leaves the browser out when it has nothing to do. Says what it chose.
choose_changed() {
  local base path
  base="$(git merge-base HEAD origin/main 2> /dev/null || git merge-base HEAD main 2> /dev/null || git rev-parse HEAD)"
  declare -A rooms=([Portal.Tests.House]=1)
  everything=''
  while IFS= read -r path; do choose "$path"; done < <(
    git -c core.quotePath=false diff --name-only --no-renames "$base"
    git -c core.quotePath=false ls-files --others --exclude-standard
  )
  if [ -n "$everything" ]; then
    say "Changed since ${base:0:10}: $everything can touch anything, so every test runs."
    chosen='FullyQualifiedName~Portal.'
    return
  fi

  local names
  mapfile -t names < <(printf '%s\n' "${!rooms[@]}" | sort)
  say "Changed since ${base:0:10}; the tests of: ${names[*]}"
  chosen="$(printf '|FullyQualifiedName~%s.' "${names[@]}")"
  chosen="${chosen:1}"
  case "$chosen" in *Portal.BrowserTests*) ;; *) projects=(Portal.Tests); packages=(postgresql) ;; esac
}

choose() {
  case "$1" in
    Portal.Tests/Database/*Tests.cs | Portal.Tests/Http/*Tests.cs) mirror Portal.Tests "${1#Portal.Tests/}" || true ;;
    *.csproj | *.lock.json | Directory.* | global.json | .editorconfig | OutcomesPortal.sln) everything="$1" ;;
    migrations/* | samples/* | Portal.Tests/Database/* | Portal.Tests/Http/*) everything="$1" ;;
    Portal.Tests/*/* | Portal.BrowserTests/*/*) mirror "${1%%/*}" "${1#*/}" || everything="$1" ;;
    Portal.Web/*)
      rooms[Portal.BrowserTests.Everywhere]=1
      path="${1#Portal.Web/}"; path="${path#Pages/}"
      mirror Portal.BrowserTests "$path" || true
      mirror Portal.Tests "$path" || true ;;
    Portal.TestIdentity/*) rooms[Portal.Tests.SignIn]=1; rooms[Portal.BrowserTests.SignIn]=1 ;;
    Portal.*/*/*)
      mirror Portal.BrowserTests "${1#*/}" || true
      mirror Portal.Tests "${1#*/}" || everything="$1" ;;
    Portal.*/*) everything="$1" ;;
  esac
}

# mirror PROJECT PATH: the deepest folder of the path that the project has too; fails when it has none.
mirror() {
  local folder="$2"
  while [ "$folder" != "${folder%/*}" ]; do
    folder="${folder%/*}"
    if [ -d "$1/$folder" ]; then
      rooms["$1.${folder//\//.}"]=1
      return
    fi
  done
  return 1
}
