# The twin of SurvivalBench.java: the same rows, read as raw numbers, the same questions.
#   Rscript bench.R TASK FOLDER ROWS REPEATS
# Prints elapsed seconds, processor seconds (the best of the repeats) and the answer.
args <- commandArgs(TRUE)
task <- args[1]; folder <- args[2]; n <- as.integer(args[3]); repeats <- as.integer(args[4])
doubles <- function(name, count = n) readBin(file.path(folder, name), "double", count, endian = "little")
ints <- function(name) readBin(file.path(folder, name), "integer", n, endian = "little")
time <- doubles("time")
best <- c(Inf, Inf)
for (i in seq_len(repeats)) {
  gc()
  if (task == "curves") {
    suppressMessages(library(survival))
    status <- ints("status"); group <- ints("group")
    took <- system.time({
      fit <- survfit(Surv(time, status) ~ group)
      answer <- survdiff(Surv(time, status) ~ group)$chisq
    })
  } else if (task == "cox") {
    suppressMessages(library(survival))
    status <- ints("status"); x <- matrix(doubles("x", 10 * n), n)
    took <- system.time(answer <- coxph(Surv(time, status) ~ x)$coefficients[[1]])
  } else {
    suppressMessages(library(cmprsk))
    cause <- ints("cause"); x <- matrix(doubles("x", 2 * n), n)
    took <- system.time(answer <- crr(time, cause, x)$coef[[1]])
  }
  best <- pmin(best, c(took[["elapsed"]], took[["user.self"]] + took[["sys.self"]]))
}
cat(format(c(best, answer), digits = 15), "\n")
