# shellcheck shell=bash
# Sourced by ./test: what the test hosts wrote, in words.

# slowest FOLDER: the ten slowest tests, without what their fixtures prepared.
slowest() {
  shopt -s nullglob globstar
  local files=("$1"/**/*.trx)
  [ ${#files[@]} -gt 0 ] || return 0
  echo "The ten slowest tests, in seconds:"
  grep -ho '<UnitTestResult [^>]*' "${files[@]}" \
    | sed -nE 's/.* testName="([^"]*)".* duration="([0-9]+):([0-9]+):([0-9.]+)".*/\2 \3 \4 \1/p' \
    | awk '{ seconds = $1 * 3600 + $2 * 60 + $3; $1 = $2 = $3 = ""; printf "%8.1f %s\n", seconds, $0 }' \
    | sort -rn | sed -E 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/ +/ /2' | awk 'NR <= 10'
}

# count FOLDER CODE: the last line. A host that crashed wrote nothing, and its exit code stands.
count() {
  shopt -s nullglob globstar
  cat /dev/null "$1"/**/*.trx | { grep -o '<Counters [^>]*' || true; } | awk -v code="$2" '
    { for (i = 1; i <= NF; i++) { split($i, a, "\"")
        if ($i ~ /^total=/) total += a[2]
        if ($i ~ /^passed=/) passed += a[2]
        if ($i ~ /^(failed|error|timeout|aborted)=/) failed += a[2] } }
    END {
      skipped = total - passed - failed
      if (total == 0) print "Nothing was tested."
      if (skipped > 0) print "A skipped test is a failure here."
      printf "Tests: %d passed, %d failed, %d skipped\n", passed, failed, skipped
      exit (code != 0 || total == 0 || failed > 0 || skipped > 0) }'
}
