# Trials a second of rpact's getSimulationSurvival on the textbook trial: seconds of many less seconds of few.
suppressMessages(library(rpact))
looks <- as.integer(commandArgs(TRUE)[1])
design <- if (looks == 1) getDesignGroupSequential(kMax = 1, alpha = 0.025, sided = 1) else
  getDesignGroupSequential(kMax = 2, informationRates = c(0.6, 1), alpha = 0.025, sided = 1, typeOfDesign = "asOF", futilityBounds = 1.118)
events <- if (looks == 1) 150 else c(90, 150)
play <- function(n) {
  before <- proc.time()[["elapsed"]]
  s <- getSimulationSurvival(design, lambda2 = 0.0192541, lambda1 = 0.0119662, plannedEvents = events,
    accrualTime = c(0, 356 / 18), maxNumberOfSubjects = 356, directionUpper = FALSE,
    allocation1 = 1, allocation2 = 1, maxNumberOfIterations = n, seed = 1)
  c(proc.time()[["elapsed"]] - before, s$overallReject)
}
few <- play(1000)
many <- play(41000)
cat(40000 / (many[1] - few[1]), many[2], "\n")
