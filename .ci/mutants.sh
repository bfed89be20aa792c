# shellcheck shell=bash
# Sourced by ./test: how many small faults in the rules of disclosure the fast tests find. Portal.Mutants chooses files and tests.

# What is mutated: a file of settings in Portal.Mutants for each project.
declare -A mutated=([disclosure]=Portal.Analytics [releases]=Portal.Api)

# mutants [GLOB...]: the last line is the score. Fails below 95 %, and where more lived than docs/mutants.md lists.
mutants() {
  local folder settings
  usable_home "${PORTAL_STATE:-.portal}"
  need_sdk
  folder="$(mkdir -p "${PORTAL_STATE:-.portal}/mutants" && cd "${PORTAL_STATE:-.portal}/mutants" && pwd)"
  rm -rf "${folder:?}"/*
  dotnet tool restore > /dev/null
  for settings in disclosure releases; do mutate "$folder/$settings" "$settings" "$@"; done
  echo "The reports are in $folder"
  lived "$folder" > "$folder/lived.txt"
  cat "$folder/lived.txt"
  score "$folder"
}

# mutate FOLDER SETTINGS [GLOB...]: leaves a project alone that none of the globs names a file of.
mutate() (
  local folder="$1" settings="$2" glob files=() named=()
  shopt -s globstar nullglob
  for glob in "${@:3}"; do
    # shellcheck disable=SC2206 # The glob is to be expanded.
    named+=("${mutated[$settings]}"/$glob)
    files+=(--mutate "$glob")
  done
  if [ $# -gt 2 ] && [ ${#named[@]} -eq 0 ]; then return; fi
  cd Portal.Mutants
  # Stryker gives dotnet --info ten seconds, which a busy machine takes longer for.
  DOTNET_INFO_WAIT_TIME=300000 dotnet stryker -f "$settings.json" --skip-version-check --output "$folder" "${files[@]}" || give_up "Stryker failed."
)

# One mutant a line: a report is one line. Text of the code in it has its quotes escaped, so it matches none of this.
split() { cat "$1"/*/reports/mutation-report.json | sed -E 's#"/[^"]*":\{"language"#\n&#g; s#\{"id":"[0-9]+","mutatorName"#\n&#g'; }

# lived FOLDER: file, line and kind of every fault that no test found.
lived() {
  split "$1" | awk -v root="$PWD/" '
    /^"\// { file = $0; sub(/^"/, "", file); sub(/".*/, "", file); sub(root, "", file) }
    /^\{"id"/ && /"status":"(Survived|NoCoverage)"/ {
      kind = $0; sub(/.*"mutatorName":"/, "", kind); sub(/".*/, "", kind)
      line = $0; sub(/.*"start":\{"line":/, "", line); sub(/,.*/, "", line)
      print file ":" line " " kind }'
}

# score FOLDER: the last line. A row of docs/mutants.md is a file, how many may live, and why.
score() {
  local listed
  listed="$(awk -F'|' '$2 ~ /\.cs/ { gsub(/[ `]/, "", $2); print $2, $3 + 0 }' docs/mutants.md)"
  split "$1" | grep -o '"status":"[A-Za-z]*"' | sort | uniq -c | awk -v listed="$listed" -v lived="$(cut -d: -f1 "$1/lived.txt")" '
    { gsub(/"status":|"/, "", $2); of[$2] = $1 }
    END {
      count = split(listed, rows, "\n")
      for (i = 1; i <= count; i++) { split(rows[i], row, " "); may[row[1]] = row[2] }
      count = split(lived, files, "\n")
      for (i = 1; i <= count; i++) here[files[i]]++
      for (file in here) if (here[file] > may[file] + 0) { printf "%s: %d lived, %d are listed\n", file, here[file], may[file]; more = 1 }
      found = of["Killed"] + of["Timeout"]; all = found + of["Survived"] + of["NoCoverage"]
      if (all == 0) { print "Nothing was mutated."; exit 1 }
      printf "Mutants: %d of %d found, %.1f %%\n", found, all, 100 * found / all
      exit (more || found < 0.95 * all) }'
}
