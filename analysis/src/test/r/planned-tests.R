# What planned tests are decided by, of forty participants made up here: their numbers, then R's answers.
suppressMessages({library(survival); library(cmprsk)})
n <- 40
arm <- rep(0:1, n / 2)                                   # 0 control, 1 experimental
i <- seq_len(n)
baseline <- round(150 + 12 * sin(1.7 * i), 1)
after <- round(baseline - 6 - 5 * arm + 7 * cos(2.3 * i), 1)
yes <- as.integer((7 * i + 3 * arm * i) %% 10 < 4 + 4 * arm)
level <- (5 * i + i * i) %% 4 - arm * (i %% 3 == 0); level <- pmax(level, 0)
events <- (3 * i) %% 5; events[arm == 1] <- floor(events[arm == 1] / 2)
days <- 40 + (11 * i) %% 60
time <- 10 + (17 * i) %% 75 + 8 * arm
cause <- (i * i + arm) %% 3
show <- function(name, value) cat(paste0("tests.", name), "=", format(as.numeric(value), digits = 15), "\n")
cat("# Made by:", R.version.string, "survival", as.character(packageVersion("survival")), "cmprsk",
    as.character(packageVersion("cmprsk")), "on", format(Sys.Date()), "\n")
cat("# Command: Rscript analysis/src/test/r/planned-tests.R > analysis/src/test/resources/estimands/planned-tests.txt\n")
cat("# Tolerance: relative 1e-8, in PlannedTestsTest.\n")
show("arm", arm); show("baseline", baseline); show("after", after); show("yes", yes); show("place", level)
show("events", events); show("days", days); show("time", time); show("cause", cause)

change <- after - baseline
w <- t.test(change[arm == 1], change[arm == 0])
show("welch", w$estimate[1] - w$estimate[2]); show("welch.p", w$p.value)
show("welch.better", t.test(change[arm == 1], change[arm == 0], alternative = "less")$p.value)
show("welch.upper", w$conf.int[2])
v <- t.test(after[arm == 1], after[arm == 0])
show("value", v$estimate[1] - v$estimate[2]); show("value.p", v$p.value)
a <- summary(lm(change ~ arm + baseline))$coefficients["arm", ]
show("adjusted", a["Estimate"]); show("adjusted.p", a["Pr(>|t|)"])
show("adjusted.upper", confint(lm(change ~ arm + baseline))["arm", 2])

t <- table(factor(arm, 1:0), factor(yes, 1:0))
p <- tapply(yes, arm, mean)
show("share", p["1"] - p["0"])
show("pearson.p", prop.test(t, correct = FALSE)$p.value)
show("pearson.better", prop.test(t, correct = FALSE, alternative = "greater")$p.value)
show("pearson.worse", prop.test(t, correct = FALSE, alternative = "less")$p.value)
show("fisher.p", fisher.test(t)$p.value)
show("fisher.better", fisher.test(t, alternative = "greater")$p.value)
wilson <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int
one <- wilson(sum(yes[arm == 1]), sum(arm == 1)); zero <- wilson(sum(yes[arm == 0]), sum(arm == 0))
show("newcombe.lower", p["1"] - p["0"] - sqrt((p["1"] - one[1])^2 + (zero[2] - p["0"])^2))
show("newcombe.upper", p["1"] - p["0"] + sqrt((one[2] - p["1"])^2 + (p["0"] - zero[1])^2))

w <- suppressWarnings(wilcox.test(level[arm == 1], level[arm == 0], exact = FALSE, correct = FALSE))
show("level", w$statistic / (n / 2)^2); show("level.p", w$p.value)

g <- glm(events ~ arm + offset(log(days)), family = poisson, control = list(epsilon = 1e-15, maxit = 100))
m <- model.matrix(g); bread <- solve(crossprod(m, m * fitted(g)))
se <- sqrt((bread %*% crossprod(m * (events - fitted(g))) %*% bread)[2, 2]); b <- unname(coef(g)[2])
show("rates", exp(b)); show("rates.p", 2 * pnorm(-abs(b / se))); show("rates.upper", exp(b + qnorm(0.975) * se))

s <- survdiff(Surv(time, cause == 1) ~ arm)
z <- (s$obs[2] - s$exp[2]) / sqrt(s$var[2, 2])
show("logrank", z); show("logrank.p", pchisq(s$chisq, 1, lower.tail = FALSE)); show("logrank.better", pnorm(z))
c <- coxph(Surv(time, cause == 1) ~ arm, control = coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 100))
show("cox", exp(coef(c))); show("cox.upper", exp(coef(c) + qnorm(0.975) * sqrt(vcov(c)[1, 1])))
at <- summary(survfit(Surv(time, cause == 1) ~ arm), times = 60)
d <- at$surv[2] - at$surv[1]; e <- sqrt(sum(at$std.err^2))
show("survival", d); show("survival.p", 2 * pnorm(-abs(d / e))); show("survival.lower", d - qnorm(0.975) * e)
ci <- cuminc(time, cause, group = arm)
show("gray.p", ci$Tests["1", "pv"])
aj <- summary(survfit(Surv(time, factor(cause, 0:2)) ~ arm), times = 60)
k <- which(aj$states == "1"); d <- aj$pstate[2, k] - aj$pstate[1, k]; e <- sqrt(sum(aj$std.err[, k]^2))
show("incidence", d); show("incidence.p", 2 * pnorm(-abs(d / e))); show("incidence.upper", d + qnorm(0.975) * e)
