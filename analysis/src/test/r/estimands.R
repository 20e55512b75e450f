# Makes analysis/src/test/resources/estimands/from-r.txt. From the root of the project:
#   Rscript analysis/src/test/r/estimands.R > analysis/src/test/resources/estimands/from-r.txt
suppressMessages(library(survival))
cat("# Made by: R", as.character(getRversion()), "survival", as.character(packageVersion("survival")), "on",
    format(Sys.Date()), "\n")
cat("# Command: Rscript analysis/src/test/r/estimands.R > analysis/src/test/resources/estimands/from-r.txt\n")
cat("# Tolerance: stands in ReweightedTest and PartsTest beside each comparison.\n")
say <- function(name, x) cat(name, "=", paste(format(as.numeric(x), digits = 15), collapse = " "), "\n")

# People with an event, a day of leaving and a stratum; many share a day.
set.seed(6); n <- 80
d <- data.frame(id = 1:n, x = rep(0:1, n / 2), s = rep(c(0, 0, 1), length.out = n))
d$time <- ceiling(rexp(n, 0.02 * exp(-0.4 * d$x + 0.5 * d$s)) / 5) * 5
d$cause <- rbinom(n, 1, 0.75)
d$leaves <- ifelse(runif(n) < 0.5, ceiling(rexp(n, 0.02 * exp(0.6 * d$s)) / 5) * 5, 99999)
say("people.x", d$x); say("people.s", d$s); say("people.time", d$time); say("people.cause", d$cause)
say("people.leaves", d$leaves)
gone <- as.integer(d$leaves < d$time)
d$ended <- as.integer(d$cause != 0 & !gone); d$event <- d$ended; d$gone <- gone
d$time <- pmin(d$time, d$leaves)
exact <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)
weigh <- function(cell) {
  own <- cbind(d[c("id", "x", "s", "time", "event")], cell = cell)
  long <- survSplit(Surv(time, event) ~ ., data = own, cut = unique(d$time), start = "from")
  for (c in unique(cell)) {
    stay <- survfit(Surv(time - ended / 4, gone) ~ 1, data = d[cell == c, ])
    here <- long$cell == c
    long$w[here] <- 1 / stepfun(stay$time, c(1, stay$surv))(long$from[here])
  }
  long
}
for (kind in c("plain", "strata")) {
  long <- weigh(if (kind == "plain") paste(d$x) else paste(d$x, d$s))
  long$by <- if (kind == "plain") 0 else long$s
  fit <- coxph(Surv(from, time, event) ~ x + strata(by), long, weights = w, cluster = id, control = exact)
  say(paste0(kind, ".cox"), c(coef(fit), sqrt(vcov(fit)[1, 1])))
  say(paste0(kind, ".largest"), max(long$w))
  for (arm in 0:1) {
    at <- summary(survfit(Surv(from, time, event) ~ 1, long[long$x == arm, ], weights = w, id = id, cluster = id,
                          robust = TRUE), times = c(10, 40), extend = TRUE)
    say(paste0(kind, ".at.", arm), c(at$surv, at$std.err))
  }
}
say("left", c(sum(gone[d$x == 0]), sum(gone[d$x == 1])))

# Interaction of a group and a part, each part with hazards of its own.
set.seed(7); n <- 120
d <- data.frame(x = rep(0:1, n / 2), level = sample(0:2, n, TRUE), s = rbinom(n, 1, 0.4))
d$time <- ceiling(rexp(n, 0.01 * exp(-0.8 * d$x * (d$level == 1) + 0.3 * d$s)))
d$cause <- rbinom(n, 1, 0.7)
say("parts.x", d$x); say("parts.level", d$level); say("parts.s", d$s); say("parts.time", d$time)
say("parts.cause", d$cause)
full <- coxph(Surv(time, cause) ~ x:factor(level) + strata(level, s), d, control = exact)
one <- coxph(Surv(time, cause) ~ x + strata(level, s), d, control = exact)
say("parts.coefficients", coef(full)); say("parts.errors", sqrt(diag(vcov(full))))
say("parts.interaction", 2 * (full$loglik[2] - one$loglik[2]))
say("parts.p", anova(one, full)[2, ncol(anova(one, full))])

# Normal: the last of four given the first and third.
v <- matrix(c(4, 2, 1.5, 1, 2, 5, 2.5, 2, 1.5, 2.5, 6, 3, 1, 2, 3, 7), 4)
o <- c(1, 3)
say("given", c(10 + v[4, o] %*% solve(v[o, o], c(1.2, -0.7)), v[4, 4] - v[4, o] %*% solve(v[o, o], v[o, 4])))
