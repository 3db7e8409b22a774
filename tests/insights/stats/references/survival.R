# Makes survival.json and stats.json: what R says of well-known data sets. Needed only to add a row.
# Rscript tests/insights/stats/references/survival.R, from the root of the repository.
suppressMessages({library(survival); library(survey); library(jsonlite)})
folder <- "tests/insights/stats/references/"
version <- paste0(R.version.string, "; survival ", packageVersion("survival"), "; survey ", packageVersion("survey"))
write <- function(name, value) writeLines(toJSON(value, digits = I(12), na = "null", auto_unbox = TRUE, dataframe = "rows"), paste0(folder, name))

gehan <- data.frame(
  time = c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
           1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23),
  status = c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, rep(1, 21)),
  group = rep(c("6-MP", "control"), each = 21))
lung <- data.frame(time = survival::lung$time, status = survival::lung$status - 1, sex = survival::lung$sex, ecog = survival::lung$ph.ecog)
lung <- lung[!is.na(lung$ecog), ]
data <- list(
  list(name = "aml, maintained (Miller 1997, Survival Analysis)", times = subset(aml, x == "Maintained")[, c("time", "status")]),
  list(name = "aml, not maintained", times = subset(aml, x != "Maintained")[, c("time", "status")]),
  list(name = "6-MP (Freireich et al. 1963)", times = subset(gehan, group == "6-MP")[, c("time", "status")]),
  list(name = "6-MP, control", times = subset(gehan, group == "control")[, c("time", "status")]),
  list(name = "lung (Loprinzi et al. 1994), sex 1", times = subset(lung, sex == 1)[, c("time", "status")]),
  list(name = "lung, sex 2", times = subset(lung, sex == 2)[, c("time", "status")]))

fit <- function(times, type) {
  curve <- survfit(Surv(time, status) ~ 1, times, conf.type = type)
  quantiles <- quantile(curve, c(0.25, 0.5, 0.75))
  list(lower = curve$lower, upper = curve$upper,
       quantiles = list(at = unname(quantiles$quantile), lower = unname(quantiles$lower), upper = unname(quantiles$upper)))
}
curves <- lapply(data, function(one) {
  curve <- survfit(Surv(time, status) ~ 1, one$times)
  list(name = one$name, times = as.list(one$times),
       at = curve$time, atRisk = curve$n.risk, events = curve$n.event, survival = curve$surv, standardError = curve$surv * curve$std.err,
       fits = list(plain = fit(one$times, "plain"), log = fit(one$times, "log"), `log-log` = fit(one$times, "log-log")))
})

test <- function(name, formula, frame) {
  found <- survdiff(formula, frame)
  groups <- lapply(split(frame[, c("time", "status")], frame[[all.vars(formula)[3]]]), function(one) list(time = I(one$time), status = I(one$status)))
  list(name = name, groups = unname(groups), n = as.vector(found$n), observed = found$obs, expected = found$exp,
       chiSquare = found$chisq, df = length(found$n) - 1, p = pchisq(found$chisq, length(found$n) - 1, lower.tail = FALSE))
}
tests <- list(
  test("aml", Surv(time, status) ~ x, transform(aml, x = as.character(x))),
  test("6-MP", Surv(time, status) ~ group, gehan),
  test("lung by sex", Surv(time, status) ~ sex, lung),
  test("lung by performance, four groups", Surv(time, status) ~ ecog, lung))
write("survival.json", list(source = version, curves = curves, tests = tests))

shares <- lapply(list(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(29, 29)), function(x) {
  found <- prop.test(x[1], x[2], correct = FALSE)$conf.int
  list(successes = x[1], trials = x[2], lower = found[1], upper = found[2])
})
powers <- list(
  list(base = 0.5, difference = 0.25, n = 50, power = power.prop.test(n = 50, p1 = 0.5, p2 = 0.75)$power),
  list(base = 0.3, difference = 0.1, n = 353.2, power = power.prop.test(n = 353.2, p1 = 0.3, p2 = 0.4)$power))
sizes <- list(
  list(base = 0.5, difference = 0.25, power = 0.9, n = power.prop.test(p1 = 0.5, p2 = 0.75, power = 0.9, tol = 1e-12)$n),
  list(base = 0.3, difference = 0.1, power = 0.8, n = power.prop.test(p1 = 0.3, p2 = 0.4, power = 0.8, tol = 1e-12)$n))
welch <- t.test(extra ~ group, sleep)
hochberg <- c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1)
ratio <- chisq.test(c(821588, 815482), p = c(0.5, 0.5))
uneven <- chisq.test(c(9121, 879), p = c(0.9, 0.1))
clusters <- data.frame(successes = c(3, 0, 7, 2, 5, 1, 9, 4), people = c(5, 2, 9, 8, 5, 3, 12, 10), id = 1:8)
design <- svydesign(~id, data = clusters, weights = ~1)
cluster <- svyratio(~successes, ~people, design)
revenue <- data.frame(start = c(100, 250, 40, 900, 60, 120), end = c(0, 300, 40, 700, 90, 120), id = 1:6)
net <- svyratio(~I(start - end), ~start, svydesign(~id, data = revenue, weights = ~1))
answers <- c(5, 6, 7, 3, 6, 5, 7, 2, 6, 6)
effort <- t.test(answers)
write("stats.json", list(
  source = version, shares = shares, powers = powers, sizes = sizes,
  welch = list(t = unname(welch$statistic), df = unname(welch$parameter), difference = unname(welch$estimate[1] - welch$estimate[2]),
               standardError = welch$stderr, one = sleep$extra[sleep$group == 1], other = sleep$extra[sleep$group == 2]),
  hochberg = list(p = hochberg, adjusted = p.adjust(hochberg, "BH")),
  ratios = list(list(treated = 821588, control = 815482, heldOut = 0.5, chiSquare = unname(ratio$statistic), p = ratio$p.value),
                list(treated = 9121, control = 879, heldOut = 0.1, chiSquare = unname(uneven$statistic), p = uneven$p.value)),
  clusters = list(rows = clusters[, 1:2], share = as.numeric(coef(cluster)), standardError = as.numeric(SE(cluster))),
  revenue = list(rows = revenue[, 1:2], share = as.numeric(coef(net)), standardError = as.numeric(SE(net)), t = qt(0.975, 5)),
  effort = list(answers = answers, score = unname(effort$estimate), lower = effort$conf.int[1], upper = effort$conf.int[2])))
