# Makes statistics/src/test/resources/estimates/from-r.txt. From the root of the project:
#   Rscript statistics/src/test/r/estimates.R > statistics/src/test/resources/estimates/from-r.txt
suppressMessages({library(nlme); library(lmerTest); library(mitools); library(mvtnorm); library(numDeriv)})
cat("# Made by: R", as.character(getRversion()),
    paste0("nlme ", packageVersion("nlme"), ", lmerTest ", packageVersion("lmerTest"), ", mitools ",
           packageVersion("mitools"), ", mvtnorm ", packageVersion("mvtnorm"), ", numDeriv ",
           packageVersion("numDeriv"), ", mice ", packageVersion("mice"), ", pbkrtest ", packageVersion("pbkrtest")), "on", format(Sys.Date()), "\n")
cat("# Command: Rscript statistics/src/test/r/estimates.R > statistics/src/test/resources/estimates/from-r.txt\n")
cat("# Tolerance: stands in EstimatesFromRTest beside each comparison.\n")
say <- function(name, x) cat(name, "=", paste(format(as.numeric(x), digits = 15), collapse = " "), "\n")
cases <- "requests/src/test/resources/cases/"

# Logistic regression.
d <- read.csv(paste0(cases, "cmh-pbc-stage/data.csv"))
f <- glm(d ~ I(trt == 2) + stage, binomial, d, epsilon = 1e-14)
f <- update(f, start = coef(f))  # glm's covariance is that of the last step but one
say("logistic.coefficients", coef(f)); say("logistic.se", sqrt(diag(vcov(f))))
say("logistic.logLikelihood", logLik(f)); say("logistic.deviance", deviance(f))

# Poisson regression with person-time.
events <- c(0, 3, 1, 7, 2, 0, 4, 9, 5, 1); time <- c(10, 12.5, 8, 20, 11, 3, 14, 21, 16, 9)
x <- c(0, 0, 0, 0, 0, 1, 1, 1, 1, 1); age <- c(41, 62, 55, 70, 48, 39, 66, 71, 58, 50)
f <- glm(events ~ x + age + offset(log(time)), poisson, epsilon = 1e-14)
f <- update(f, start = coef(f))
say("poisson.coefficients", coef(f)); say("poisson.se", sqrt(diag(vcov(f))))
say("poisson.logLikelihood", logLik(f)); say("poisson.deviance", deviance(f))

# Mixed models for repeated measures with structured covariance.
q <- read.csv(paste0(cases, "mmrm-qol-4visits/data.csv"))
q$visit <- factor(q$visit); q$v <- as.integer(q$visit)
q <- q[order(q$id, q$v), ]
model <- score ~ visit + arm:visit + baseline:visit
control <- glsControl(tolerance = 1e-12, msTol = 1e-12, opt = "nlminb", msMaxIter = 500, maxIter = 500)
cs <- gls(model, q, correlation = corCompSymm(form = ~ v | id), method = "REML", control = control)
ar <- gls(model, q, correlation = corAR1(form = ~ v | id), method = "REML", control = control)
for (one in list(list("cs", cs), list("ar", ar))) {
  f <- one[[2]]; name <- paste0("mmrm.", one[[1]])
  say(paste0(name, ".coefficients"), coef(f)); say(paste0(name, ".se"), sqrt(diag(vcov(f))))
  say(paste0(name, ".logLikelihood"), logLik(f)); say(paste0(name, ".sigma"), f$sigma)
  say(paste0(name, ".correlation"), coef(f$modelStruct$corStruct, unconstrained = FALSE))
}
# A random intercept is compound symmetry; lmerTest has Satterthwaite's degrees of freedom of it.
m <- lmer(update(model, . ~ . + (1 | id)), q, REML = TRUE,
          control = lmerControl(optCtrl = list(ftol_abs = 1e-14, xtol_abs = 1e-12)))
t <- coef(summary(m))
say("mmrm.cs.lmerTest.estimate", t[, "Estimate"]); say("mmrm.cs.lmerTest.df", t[, "df"])
# Kenward and Roger for the same model.
say("mmrm.cs.kenwardRoger.se", sqrt(diag(as.matrix(pbkrtest::vcovAdj(m)))))
say("mmrm.cs.kenwardRoger.df", sapply(1:12, function(j) pbkrtest::get_Lb_ddf(m, as.numeric(1:12 == j))))

# Satterthwaite with an unstructured covariance: the restricted likelihood written out, with numeric
# derivatives in another parametrisation (the logarithms and entries of the Cholesky factor).
p <- read.csv(paste0(cases, "mmrm-pbcseq-logbili-3visits/data.csv"))
p$visit <- factor(p$visit); p$v <- as.integer(p$visit)
X <- model.matrix(y ~ visit + trt:visit + b0:visit, transform(p, b0 = b0 - mean(b0)))
blocks <- split(seq_len(nrow(p)), p$id)
sigma <- function(th) { L <- matrix(0, 3, 3); L[lower.tri(L, TRUE)] <- th; diag(L) <- exp(diag(L)); L %*% t(L) }
information <- function(th) { S <- sigma(th); A <- 0
  for (b in blocks) A <- A + t(X[b, , drop = FALSE]) %*% solve(S[p$v[b], p$v[b], drop = FALSE], X[b, , drop = FALSE]); A }
reml <- function(th) { S <- sigma(th); A <- 0; c <- 0; l <- 0
  for (b in blocks) { W <- solve(S[p$v[b], p$v[b], drop = FALSE]); x <- X[b, , drop = FALSE]
    A <- A + t(x) %*% W %*% x; c <- c + t(x) %*% W %*% p$y[b]; l <- l - log(det(W)) }
  beta <- solve(A, c); r <- p$y - X %*% beta; q <- 0
  for (b in blocks) q <- q + t(r[b]) %*% solve(S[p$v[b], p$v[b], drop = FALSE], r[b])
  as.numeric(-0.5 * (l + log(det(A)) + q + (nrow(p) - ncol(X)) * log(2 * pi))) }
L <- t(chol(matrix(c(0.28178351420368764, 0.20202944097179407, 0.23370534561611614,
                     0.20202944097179407, 0.46856118120680956, 0.47488233330905105,
                     0.23370534561611614, 0.47488233330905105, 0.67824870312684393), 3)))
diag(L) <- log(diag(L)); th <- L[lower.tri(L, TRUE)]
H <- hessian(reml, th)
terms <- grep("trt", colnames(X))
df <- sapply(terms, function(j) { v <- function(th) solve(information(th))[j, j]
  g <- grad(v, th); 2 * v(th)^2 / as.numeric(g %*% solve(-H, g)) })
say("mmrm.unstructured.df", df)

# Pooling of imputations.
est <- c(1.21, 0.98, 1.35, 1.10, 1.02); var <- c(0.21, 0.19, 0.24, 0.20, 0.22)
f <- MIcombine(as.list(est), as.list(var)); say("pool.estimate", coef(f)); say("pool.se", sqrt(diag(vcov(f))))
say("pool.df", f$df); say("pool.missing", f$missinfo)
# mitools takes B for (1 + 1/m)B in the small-sample degrees of freedom; mice follows the paper.
f <- mice::pool.scalar(est, var, n = 61, k = 1); say("pool.small.df", f$df); say("pool.small.missing", f$fmi)

# After a group-sequential trial that stopped at the third look: stagewise ordering by mvtnorm.
critical <- c(2.9626, 2.3590); info <- c(20, 44, 70); z <- 2.4
R <- outer(info, info, function(a, b) sqrt(pmin(a, b) / pmax(a, b)))
below <- function(upper, mean, R) pmvnorm(-Inf, upper, mean, R, algorithm = TVPACK(1e-14))
large <- function(theta) { m <- theta * sqrt(info); f2 <- c(1, -1); f3 <- c(1, 1, -1)  # the last is turned around
  as.numeric(1 - pnorm(critical[1], m[1]) + below(critical * f2, m[1:2] * f2, R[1:2, 1:2] * outer(f2, f2)) +
             below(c(critical, z) * f3, m * f3, R * outer(f3, f3))) }
solve1 <- function(prob) uniroot(function(th) large(th) - prob, c(-1, 1.5), tol = 1e-13)$root
say("stagewise.p", large(0)); say("stagewise.median", solve1(0.5))
say("stagewise.limits", c(solve1(0.025), solve1(0.975)))
# The same for a two-sided design that stopped at its second look: 2 at half the information, then z = 1.
cdf <- function(a, b) pmvnorm(upper = c(a, b), corr = matrix(c(1, sqrt(0.5), sqrt(0.5), 1), 2), algorithm = TVPACK(1e-14))
say("stagewise.twoSided.p", pnorm(-2) + (pnorm(2) - cdf(2, 1)) - (pnorm(-2) - cdf(-2, 1)))

# The far tail of a gamma distribution whose series has many terms.
say("gamma.logUpper", pgamma(1.04e6, 1e6, lower.tail = FALSE, log.p = TRUE))
