# shellcheck shell=bash
# Sourced by ./test: how many small faults in disclosure control the fast tests find. Portal.Mutants chooses files and tests.

# mutants [GLOB...]: the last line is the score. Fails below 95 %, and where more lived than docs/mutants.md lists.
mutants() {
  local folder glob files=()
  usable_home "${PORTAL_STATE:-.portal}"
  need_sdk
  folder="$(mkdir -p "${PORTAL_STATE:-.portal}/mutants" && cd "${PORTAL_STATE:-.portal}/mutants" && pwd)"
  rm -rf "${folder:?}/reports"
  dotnet tool restore > /dev/null
  for glob in "$@"; do files+=(--mutate "$glob"); done
  (cd Portal.Mutants && dotnet stryker --skip-version-check --output "$folder" "${files[@]}") || give_up "Stryker failed."
  echo "The reports are in $folder/reports"
  lived "$folder" > "$folder/lived.txt"
  cat "$folder/lived.txt"
  score "$folder"
}

# One mutant a line: the report is one line. Text of the code in it has its quotes escaped, so it matches none of this.
split() { cat "$1/reports/mutation-report.json" | sed -E 's#"/[^"]*":\{"language"#\n&#g; s#\{"id":"[0-9]+","mutatorName"#\n&#g'; }

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
