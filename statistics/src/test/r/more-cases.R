# Writes reference cases for what the shared ones lack. Run in statistics/src/test/r:
#   Rscript more-cases.R
# R packages: survival, jsonlite, mvtnorm. Data: those of the package survival.
suppressMessages({library(survival); library(jsonlite)})

control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100)
software <- list(R = paste(R.version$major, R.version$minor, sep = "."),
                 survival = as.character(packageVersion("survival")))

put <- function(folder, id, method, data, dataset, columns, arguments, expected, call,
                relative = 1e-8) {
  path <- file.path("../resources", folder, id)
  dir.create(path, recursive = TRUE, showWarnings = FALSE)
  write.csv(data, file.path(path, "data.csv"), row.names = FALSE, quote = FALSE)
  case <- list(id = id, method = method,
               dataset = list(name = dataset, sourcePackage = "survival",
                              licence = "LGPL (>= 2)", rows = nrow(data)),
               columns = columns, arguments = arguments, expected = expected,
               tolerance = list(relative = relative, absolute = 1e-10),
               rCall = call, software = software,
               madeBy = "statistics/src/test/r/more-cases.R")
  write(toJSON(case, auto_unbox = TRUE, digits = NA, null = "null", na = "null"),
        file.path(path, "case.json"))
}

rows <- function(m) lapply(seq_len(nrow(m)), function(i) I(as.numeric(m[i, ])))

cox <- function(id, data, dataset, columns, formula, ties, robust, ...) {
  fit <- do.call(coxph, c(list(formula, data = data, ties = ties, robust = robust,
                               control = control, x = TRUE), list(...)))
  s <- summary(fit)
  v <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
  se <- sqrt(diag(v)); used <- sqrt(diag(fit$var)); b <- unname(coef(fit)); p <- length(b)
  test <- function(x, df) list(chiSquare = unname(x), df = df,
                               p = unname(pchisq(x, df, lower.tail = FALSE)))
  co <- fit$concordance
  expected <- list(
    estimable = TRUE, n = fit$n, events = fit$nevent, coefficients = I(b),
    hazardRatio = I(exp(b)), se = I(se), covariance = rows(v),
    logLikelihoodNull = fit$loglik[1], logLikelihood = fit$loglik[2],
    likelihoodRatio = test(2 * diff(fit$loglik), p), score = test(fit$score, p),
    wald = list(chiSquare = drop(b %*% solve(v, b)), df = p),
    perCoefficient = list(
      z = I(b / used), p = I(2 * pnorm(-abs(b / used))),
      lowerHazardRatio = I(exp(b - qnorm(0.975) * used)),
      upperHazardRatio = I(exp(b + qnorm(0.975) * used)),
      seUsed = if (robust) "robust" else "model"),
    concordance = list(concordant = co[["concordant"]], discordant = co[["discordant"]],
                       tiedRisk = co[["tied.x"]], tiedTime = co[["tied.y"]],
                       c = co[["concordance"]], se = co[["std"]]))
  if (robust)
    expected$robust <- list(se = I(used), covariance = rows(fit$var),
                            waldChiSquare = unname(fit$wald.test), scoreChiSquare = fit$rscore)
  include <- list()
  if (ties != "exact") {
    base <- basehaz(fit, centered = FALSE)
    expected$baselineCumulativeHazardAtZero <- list(time = base$time, hazard = base$hazard)
    include <- list("baseline-hazard")
  }
  put("cases", id, "cox", data, dataset, columns,
      list(ties = ties, robust = robust, confidenceLevel = 0.95, include = I(include)),
      expected, paste("coxph(", deparse1(formula), ", ties =", ties, ", weights/cluster as columns)"))
}

lung2 <- na.omit(with(lung, data.frame(time, dead = status - 1, age, sex, ph.ecog)))
lung2$w <- 1 + seq_len(nrow(lung2)) %% 3 / 2
heart2 <- with(heart, data.frame(start, stop, event, age, surgery = as.numeric(as.character(surgery)),
                                 transplant = as.numeric(as.character(transplant)), id))
heart2$w <- 0.5 + heart2$id %% 4 / 2
columns <- list(time = "time", status = "dead", covariates = c("age", "sex", "ph.ecog"), weights = "w")
cox("own-cox-weights-efron", lung2, "lung", columns,
    Surv(time, dead) ~ age + sex + ph.ecog, "efron", FALSE, weights = lung2$w)
cox("own-cox-weights-breslow-robust", lung2, "lung", columns,
    Surv(time, dead) ~ age + sex + ph.ecog, "breslow", TRUE, weights = lung2$w)
cox("own-cox-weights-startstop-cluster", heart2, "heart",
    list(time = "stop", status = "event", start = "start",
         covariates = c("age", "surgery", "transplant"), weights = "w", cluster = "id"),
    Surv(start, stop, event) ~ age + surgery + transplant, "efron", TRUE, weights = heart2$w, cluster = heart2$id)
cox("own-cox-exact-startstop", heart2, "heart",
    list(time = "stop", status = "event", start = "start", covariates = c("age", "surgery")),
    Surv(start, stop, event) ~ age + surgery, "exact", FALSE)
months <- transform(lung2, time = ceiling(time / 60))
cox("own-cox-exact-heavy-ties", months, "lung",
    list(time = "time", status = "dead", covariates = c("age", "sex")),
    Surv(time, dead) ~ age + sex, "exact", FALSE)
cox("own-cox-efron-heavy-ties-robust", months, "lung",
    list(time = "time", status = "dead", covariates = c("age", "sex")),
    Surv(time, dead) ~ age + sex, "efron", TRUE)

fit <- coxph(Surv(time, dead) ~ age + sex, months, control = control)
at <- c(age = 60, sex = 2)
curve <- survfit(fit, newdata = as.data.frame(t(at)), conf.type = "log")
put("more-cases", "cox-curve", "cox-curve", months[c("time", "dead", "age", "sex")], "lung",
    list(time = "time", status = "dead", covariates = c("age", "sex")),
    list(ties = "efron", at = I(unname(at)), confidenceLevel = 0.95),
    list(time = curve$time, cumulativeHazard = curve$cumhaz, standardError = curve$std.err,
         survival = curve$surv, lower = curve$lower, upper = curve$upper,
         dfbeta = rows(residuals(fit, "dfbeta"))),
    "survfit(coxph(Surv(time, dead) ~ age + sex), newdata, conf.type = 'log'); residuals(, 'dfbeta')")

cgd2 <- with(cgd, data.frame(tstart, tstop, status, id))
mcf <- survfit(Surv(tstart, tstop, status) ~ 1, cgd2, id = id)
put("more-cases", "mean-cumulative", "mean-cumulative", cgd2, "cgd",
    list(start = "tstart", time = "tstop", status = "status", person = "id"), list(none = 0),
    list(time = mcf$time, nRisk = mcf$n.risk, nEvent = mcf$n.event, mean = mcf$cumhaz,
         standardError = mcf$std.chaz),
    "survfit(Surv(tstart, tstop, status) ~ 1, id = id)")

m <- with(mgus2, data.frame(id, ptime, pstat, futime, death))
m <- m[m$futime > 0, ]
m$ptime <- ifelse(m$pstat == 1 & m$ptime == m$futime, m$ptime - 0.1, m$ptime)
m <- m[m$ptime > 0, ]
first <- with(m, data.frame(id, start = 0, stop = ifelse(pstat == 1, ptime, futime), from = 0,
                            to = ifelse(pstat == 1, 1, ifelse(death == 1, 2, 0))))
second <- with(m[m$pstat == 1, ], data.frame(id, start = ptime, stop = futime, from = 1,
                                             to = ifelse(death == 1, 2, 1)))
ill <- rbind(first, second)
ill <- ill[order(ill$id, ill$start), ]
state <- with(ill, survfit(Surv(start, stop, factor(ifelse(from == to, 0, to), 0:2)) ~ 1, id = id,
                           istate = factor(from, 0:2, c("(s0)", "1", "2"))))
put("more-cases", "multi-state", "multi-state", ill, "mgus2",
    list(start = "start", time = "stop", from = "from", to = "to"), list(initial = I(c(1, 0, 0))),
    list(time = state$time, probability = rows(t(state$pstate))),
    "survfit(Surv(start, stop, state) ~ 1, id, istate)")

veteran2 <- with(veteran, data.frame(time, status, trt))
weights <- list(c(0, 0), c(1, 0), c(0, 1), c(1, 1))
km <- survfit(Surv(time, status) ~ 1, veteran2)
before <- c(1, km$surv)[seq_along(km$surv)]
second <- sapply(km$time, function(t) sum(veteran2$trt == 2 & veteran2$time >= t))
died2 <- sapply(km$time, function(t) sum(veteran2$trt == 2 & veteran2$time == t & veteran2$status == 1))
n <- km$n.risk; d <- km$n.event
spread <- ifelse(n > 1, d * (n - d) * second * (n - second) / (n^2 * (n - 1)), 0)
w <- sapply(weights, function(g) before^g[1] * (1 - before)^g[2])
score <- colSums(w * (died2 - d * second / n)); covariance <- t(w) %*% (w * spread)
z <- score / sqrt(diag(covariance)); correlation <- cov2cor(covariance); top <- max(abs(z))
set.seed(1)
inside <- mvtnorm::pmvnorm(rep(-top, 4), rep(top, 4), corr = correlation,
                           algorithm = mvtnorm::GenzBretz(maxpts = 5e7, abseps = 1e-9))
put("more-cases", "max-combo", "max-combo", veteran2, "veteran",
    list(time = "time", status = "status", group = "trt"), list(groups = c("1", "2")),
    list(z = z, correlation = rows(correlation), largest = top, p = 1 - inside[1]),
    "own formula for z and correlation; mvtnorm::pmvnorm for p", relative = 1e-5)
