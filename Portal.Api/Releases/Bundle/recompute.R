# Recomputes the figures of a release from its other printed figures. Reads cells.csv beside it; needs the package metafor.
# Exit status 1 when a figure disagrees by more than rounding explains.
suppressPackageStartupMessages(library(metafor))

script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
folder <- if (length(script) == 1) dirname(normalizePath(script)) else "."
lines <- readLines(file.path(folder, "cells.csv"), encoding = "UTF-8", warn = FALSE)
lines[1] <- sub("^[^a-z]*", "", lines[1], useBytes = TRUE) # the byte order mark
cells <- read.csv(text = lines, colClasses = "character", na.strings = character(0), check.names = FALSE)
number <- function(text) suppressWarnings(as.numeric(text))
for (column in c("low", "high", "prediction_low", "prediction_high", "spread", "cases")) cells[[column]] <- number(cells[[column]])
cells$value <- number(cells$printed)
cells$shown <- !is.na(cells$value)
# Half a unit of the last printed digit.
cells$half <- 0.5 * 10^-ifelse(grepl(".", cells$printed, fixed = TRUE), nchar(sub("^[^.]*\\.", "", cells$printed)), 0)
place <- do.call(paste, c(cells[c("topic", "item", "part", "scope", "dimension", "code", "from", "before")], sep = "|"))
if (anyDuplicated(paste(place, cells$statistic, sep = "|"))) stop("cells.csv holds a cell twice.")

# The row of another statistic at the same place, NA where it is not shown.
beside <- function(rows, statistic) {
  if (length(rows) == 0) return(integer(0))
  found <- match(paste(place[rows], statistic, sep = "|"), paste(place, cells$statistic, sep = "|"))
  ifelse(cells$shown[found] %in% TRUE, found, NA)
}
# Where the number of families is not given ("10 or more"), nothing can be recomputed from it.
rows_of <- function(statistic) which(cells$statistic == statistic & cells$shown & !is.na(cells$cases))
within <- function(printed, value, room) abs(printed - value) <= room + 1e-9

failed <- 0
checked <- character(0)
report <- function(what, statistic, agree, rows) {
  if (length(rows) == 0) return(invisible())
  wrong <- rows[!(agree %in% TRUE)]
  cat(sprintf("%s: %d of %d agree within rounding\n", what, length(rows) - length(wrong), length(rows)))
  for (row in wrong) cat(sprintf("  line %d does not: %s\n", row + 1, gsub("|", " ", paste(place[row], cells$statistic[row], sep = "|"), fixed = TRUE)))
  failed <<- failed + length(wrong)
  checked <<- union(checked, statistic)
}

# Shares and their Wilson intervals, from the printed count and the printed denominator, in whole per cent.
wilson <- function(x, n, z = qnorm(0.975)) {
  centre <- (x + z^2 / 2) / (n + z^2)
  spread <- z * sqrt(x * (n - x) / n + z^2 / 4) / (n + z^2)
  cbind(centre - spread, centre + spread)
}
for (pair in list(c("REFERRALS_SHARE", "REFERRALS"), c("RISK_SHARE", "RISK_PRESENT"), c("COMPLETION", "WITH_LAST_SCORE"))) {
  rows <- rows_of(pair[1])
  count <- cells$value[beside(rows, pair[2])]
  total <- cells$cases[rows]
  ends <- wilson(count, total)
  agree <- within(cells$value[rows], 100 * count / total, 0.5) & within(cells$low[rows], 100 * ends[, 1], 0.5) & within(cells$high[rows], 100 * ends[, 2], 0.5)
  report(paste(pair[1], "and its Wilson interval"), pair[1], agree, rows)
}

# The fewest cases that a printed number of cases allows: intervals use it, so that they tell nothing more about the true number.
fewest <- function(cases) pmax(10, cases - 2)

# t intervals of means, from the printed mean, standard deviation and number.
for (statistic in c("MEAN_FIRST", "MEAN_LAST", "MEAN_CHANGE")) {
  rows <- rows_of(statistic)
  if (length(rows) == 0) next
  n <- fewest(cells$cases[rows])
  mean <- escalc(measure = "MN", mi = cells$value[rows], sdi = cells$spread[rows], ni = n)
  width <- qt(0.975, n - 1) * sqrt(as.numeric(mean$vi))
  agree <- within(cells$low[rows], as.numeric(mean$yi) - width, cells$half[rows]) & within(cells$high[rows], as.numeric(mean$yi) + width, cells$half[rows])
  report(paste(statistic, "t interval"), statistic, agree, rows)
}

# Standardised mean changes: standard error and interval from the printed effect. The effect itself was rounded, and corrected for bias at the true
# number of cases: the room is what that can move.
agree_effect <- function(rows, least, most) {
  z <- qnorm(0.975)
  centre <- cells$value[rows]
  low <- pmin(least, most)
  high <- pmax(least, most)
  between <- function(printed, from, to) printed >= from - cells$half[rows] - 1e-9 & printed <= to + cells$half[rows] + 1e-9
  between(cells$spread[rows], low, high) & between(cells$low[rows], centre - z * high, centre - z * low) & between(cells$high[rows], centre + z * low, centre + z * high)
}
factor_j <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
effect_range <- function(rows) {
  n <- fewest(cells$cases[rows])
  size <- abs(cells$value[rows])
  shrunk <- factor_j(n - 1) / factor_j(n + 3)
  list(n = n, least = pmax(0, size - 0.005) * pmin(shrunk, 1), most = size + 0.005)
}
rows <- rows_of("EFFECT_SMCC")
if (length(rows) > 0) {
  found <- effect_range(rows)
  # Changes with standard deviation 1 and the mean that gives the effect.
  error <- function(size) sqrt(as.numeric(escalc(measure = "SMCC", m1i = size / factor_j(found$n - 1), m2i = rep(0, length(size)), sd1i = rep(sqrt(0.5), length(size)),
    sd2i = rep(sqrt(0.5), length(size)), ni = found$n, ri = rep(0, length(size)))$vi))
  report("EFFECT_SMCC standard error and interval", "EFFECT_SMCC", agree_effect(rows, error(found$least), error(found$most)), rows)
}
rows <- rows_of("EFFECT_SMCRH")
change <- beside(rows, "MEAN_CHANGE")
first <- beside(rows, "MEAN_FIRST")
kept <- !is.na(change) & !is.na(first)
rows <- rows[kept]; change <- change[kept]; first <- first[kept]
if (length(rows) > 0) {
  found <- effect_range(rows)
  # Bonett (2008), as the portal computes it; metafor up to 4.4 multiplies this variance by a further factor.
  error <- function(size, change_sd, first_sd) sqrt(change_sd^2 / (first_sd^2 * (found$n - 1)) + size^2 / (2 * (found$n - 1)))
  least <- error(found$least, cells$spread[change] - cells$half[change], cells$spread[first] + cells$half[first])
  most <- error(found$most, cells$spread[change] + cells$half[change], cells$spread[first] - cells$half[first])
  report("EFFECT_SMCRH standard error and interval", "EFFECT_SMCRH", agree_effect(rows, least, most), rows)
}

# Standardised pooled change: the pooled change over the standard deviation of first scores.
rows <- rows_of("POOLED_CHANGE_SD")
points <- beside(rows, "POOLED_CHANGE")
sd <- beside(rows, "BASELINE_SD")
kept <- !is.na(points) & !is.na(sd)
rows <- rows[kept]; points <- points[kept]; sd <- sd[kept]
ratio_agrees <- function(printed, change) {
  corners <- sapply(list(c(-1, -1), c(-1, 1), c(1, -1), c(1, 1)), function(side) (change + side[1] * cells$half[points]) / (cells$value[sd] + side[2] * cells$half[sd]))
  corners <- matrix(corners, nrow = length(rows))
  printed >= apply(corners, 1, min) - cells$half[rows] - 1e-9 & printed <= apply(corners, 1, max) + cells$half[rows] + 1e-9
}
if (length(rows) > 0) {
  agree <- ratio_agrees(cells$value[rows], cells$value[points]) & ratio_agrees(cells$low[rows], cells$low[points]) & ratio_agrees(cells$high[rows], cells$high[points])
  report("POOLED_CHANGE_SD as POOLED_CHANGE over BASELINE_SD, with interval", "POOLED_CHANGE_SD", agree, rows)
}

others <- setdiff(unique(cells$statistic[cells$shown]), checked)
if (length(others) > 0) cat("Not recomputed, as that needs the protected data:", paste(sort(others), collapse = ", "), "\n")
if ("POOLED_CHANGE" %in% others) cat("  of POOLED_CHANGE that is the estimate, its interval, the prediction interval and the standard deviation between services (spread)\n")
cat(sprintf("%d cells, %d withheld (c), %d impossible (-)\n", nrow(cells), sum(cells$printed == "c"), sum(cells$printed == "-")))
if (failed > 0) {
  cat(sprintf("%d figures disagree.\n", failed))
  quit(status = 1)
}
