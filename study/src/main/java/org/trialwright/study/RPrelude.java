package org.trialwright.study;

/** What every script in R begins with: values as sets of what is possible, in base R. */
final class RPrelude {
  static final String TEXT =
      """
      # ---- How answers are read ------------------------------------------------------------------
      # A table has one column for each input, as text: 72.5, 1..30 (a range), 75 (59..104) (with this
      # laboratory's limits), 2024-10-15, 2024-10 or 2024, 2024-12-03 16:30 +08:00, 09:30, or codes such
      # as 4a or 4b. Empty is not known. '(not asked)': the question did not apply. '(not signed)': the
      # form was not filled in since arrival.
      missing.words <- c("", "not known", "not done", "refused", "not readable", "not applicable")

      num <- function(lo, hi = lo, off = 0L, lln = NA_real_, uln = NA_real_)
        list(lo = lo, hi = hi, off = off, lln = lln, uln = uln)

      one.of <- function(codes, all) list(set = matrix(all %in% codes, 1, dimnames = list(NULL, all)), off = 0L)

      read.answer <- function(text, type) {
        text <- trimws(ifelse(is.na(text), "", as.character(text)))
        off <- ifelse(text == "(not asked)", 1L, ifelse(text == "(not signed)", 2L, 0L))
        text[off > 0L | text %in% missing.words] <- NA
        if (identical(type, "words")) return(list(text = text, off = off))
        if (type[1] == "codes") return(list(set = read.codes(text, type[-1]), off = off))
        limits <- ifelse(grepl("\\\\(", text), sub("^.*\\\\((.*)\\\\).*$", "\\\\1", text), NA)
        body <- sub("\\\\s*\\\\(.*$", "", text)
        range <- grepl("..", body, fixed = TRUE)
        first <- ifelse(range, sub("\\\\.\\\\..*$", "", body), body)
        last <- ifelse(range, sub("^.*\\\\.\\\\.", "", body), body)
        read <- switch(type[1], number = read.number, day = read.day, moment = read.moment, clock = read.clock)
        num(read(first, FALSE), read(last, TRUE), off,
            read.number(sub("\\\\.\\\\..*$", "", limits)), read.number(sub("^.*\\\\.\\\\.", "", limits)))
      }

      read.codes <- function(text, all) {
        words <- unique(text)
        parts <- strsplit(words, " or ", fixed = TRUE)
        known <- t(vapply(parts, function(part) if (anyNA(part)) rep(NA, length(all)) else all %in% part, logical(length(all))))
        if (length(all) == 1) known <- t(known)
        known <- matrix(known, length(words), length(all), dimnames = list(NULL, all))
        if (any(wrong <- !is.na(words) & rowSums(known) < lengths(parts)))
          stop("not among ", paste(all, collapse = ", "), ": ", words[which(wrong)[1]])
        known[match(text, words), , drop = FALSE]
      }

      read.number <- function(text, end) as.numeric(ifelse(text == "", NA, text))

      read.day <- function(text, end) {
        words <- unique(text)
        whole <- ifelse(nchar(words) == 4, paste0(words, if (end) "-12-31" else "-01-01"),
                 ifelse(nchar(words) == 7, paste0(words, "-01"), words))
        days <- as.numeric(as.Date(whole, format = "%Y-%m-%d"))
        month <- end & nchar(words) %in% 7
        days[month] <- plus.months(days[month], 1) - 1
        if (any(wrong <- is.na(days) & !is.na(words))) stop("not a day: ", words[which(wrong)[1]])
        days[match(text, words)]
      }

      day <- function(text) num(read.day(text, FALSE), read.day(text, TRUE))

      read.moment <- function(text, end) {
        zone <- sub(":", "", substr(text, 18, 23), fixed = TRUE)
        as.numeric(as.POSIXct(paste(substr(text, 1, 16), zone), format = "%Y-%m-%d %H:%M %z", tz = "UTC"))
      }

      read.clock <- function(text, end)
        60 * as.numeric(substr(text, 1, 2)) + as.numeric(substr(text, 4, 5))

      # ---- Participants and their records --------------------------------------------------------
      # participants: one row for each, columns as listed under 'inputs'. records: for each form a table
      # in which column 'id' is the number of the row in participants, and rows stand oldest first.
      world <- function(participants, records = list()) {
        base <- new.env()
        base$participants <- participants
        base$records <- records
        base$cache <- list()
        base$of <- lapply(records, function(table)
          unname(split(seq_len(nrow(table)), factor(table$id, levels = seq_len(nrow(participants))))))
        list(base = base, i = seq_len(nrow(participants)), visit = NULL)
      }

      column <- function(base, table, name, key) {
        cached <- base$cache[[paste(table, name)]]
        if (is.null(cached)) {
          from <- if (table == "") base$participants else base$records[[table]]
          if (is.null(from[[name]])) stop("there is no column '", name, "' ", if (table == "") "of participants" else paste("in", table))
          cached <- read.answer(from[[name]], types[[key]])
          base$cache[[paste(table, name)]] <- cached
        }
        cached
      }

      rows <- function(x, i) {
        n <- if (is.null(x$set)) length(x$lo) else nrow(x$set)
        if (!is.null(x$text)) return(list(text = x$text[i], off = x$off[i]))
        if (!is.null(x$set)) return(list(set = x$set[i, , drop = FALSE], off = rep_len(x$off, n)[i]))
        num(x$lo[i], rep_len(x$hi, n)[i], rep_len(x$off, n)[i], rep_len(x$lln, n)[i], rep_len(x$uln, n)[i])
      }

      size <- function(x) if (is.null(x$set)) length(x$lo) else nrow(x$set)
      full <- function(x, n) if (size(x) == n) rows(x, seq_len(n)) else rows(x, rep(1L, n))
      truth <- function(held, n) rep_len(held, n)
      unknown.like <- function(x, n) {
        x <- full(x, n)
        x$off <- rep(0L, n)
        if (!is.null(x$set)) x$set[] <- NA else x$lo <- x$hi <- x$lln <- x$uln <- rep(NA_real_, n)
        x
      }
      put <- function(x, i, y) {
        i <- which(i)
        if (!length(i)) return(x)
        y <- rows(y, i)
        x$off[i] <- y$off
        if (!is.null(x$set)) { x$set[i, ] <- y$set; return(x) }
        x$lo[i] <- y$lo; x$hi[i] <- y$hi; x$lln[i] <- y$lln; x$uln[i] <- y$uln
        x
      }
      there <- function(x) x$off == 0L & !is.na(if (is.null(x$set)) x$lo else x$set[, 1])

      input <- function(w, name) rows(column(w$base, "", name, name), w$i)
      asked.of <- function(w, name) is.in(input(w, name), "yes")
      newest <- function(w, name) {
        if (is.null(w$visit)) return(input(w, name))
        then <- input(w, paste(name, "at", w$visit))
        now <- input(w, name)
        put(now, then$off > 0L | there(then), then)
      }
      age.on <- function(w, day, name) {
        age <- input(w, name)
        put(unknown.like(age, length(w$i)), known(full(day, length(w$i))), age)
      }
      eligible <- function(w) {
        w$visit <- NULL
        who(w)
      }
      recent <- function(w, name, within) if (is.null(w$visit)) input(w, paste(name, within)) else newest(w, name)
      own <- function(r, name) rows(column(r$base, r$form, name, paste0(r$form, ".", name)), r$k)
      at.visit <- function(r, visits) {
        visit <- as.character(r$base$records[[r$form]]$visit)[r$k]
        Reduce(`|`, lapply(visits, function(one) visit == one | startsWith(visit, paste0(one, " "))))
      }

      # Every record of a form, for a rule of that form.
      each <- function(w, form, rule) {
        table <- w$base$records[[form]]
        rule(list(base = w$base, i = as.integer(table$id), visit = NULL),
             list(base = w$base, form = form, k = seq_len(nrow(table))))
      }
      spread <- function(w, form, before = NULL) {
        of <- w$base$of[[form]]
        k <- if (is.null(of)) rep(list(integer()), length(w$i)) else of[w$i]
        pos <- rep(seq_along(k), lengths(k))
        k <- as.integer(unlist(k))
        if (!is.null(before)) {
          keep <- k < before$k[pos]
          pos <- pos[keep]
          k <- k[keep]
        }
        list(n = length(w$i), pos = pos, w = list(base = w$base, i = w$i[pos], visit = w$visit),
             r = list(base = w$base, form = form, k = k))
      }

      # ---- Rules: TRUE, FALSE or NA, which is 'not known' ------------------------------------------
      decided <- function(yes, no) {
        held <- rep(NA, length(yes))
        held[which(no)] <- FALSE
        held[which(yes)] <- TRUE
        held
      }
      ends <- function(x) {
        if (is.null(x$set)) return(x[c("lo", "hi")])
        set <- x$set
        gone <- is.na(set[, 1])
        set[gone, ] <- FALSE
        lo <- max.col(set + 0, "first")
        hi <- max.col(set + 0, "last")
        lo[gone] <- hi[gone] <- NA
        list(lo = lo, hi = hi)
      }
      compare <- function(x, order, y) {
        a <- ends(x)
        b <- ends(y)
        held <- switch(order,
          "<" = decided(a$hi < b$lo, a$lo >= b$hi),
          "<=" = decided(a$hi <= b$lo, a$lo > b$hi),
          ">" = decided(a$lo > b$hi, a$hi <= b$lo),
          ">=" = decided(a$lo >= b$hi, a$hi < b$lo),
          decided(a$lo == a$hi & b$lo == b$hi & a$lo == b$lo, a$hi < b$lo | b$hi < a$lo))
        if (order == "is not") held <- !held
        n <- length(held)
        off <- rep_len(pmax(x$off, y$off), n)
        held[off > 0L] <- FALSE
        if (order == "is not") held[off == 1L] <- TRUE
        held
      }
      is.in <- function(x, codes, not = FALSE) {
        chosen <- colnames(x$set) %in% codes
        held <- decided(rowSums(x$set[, !chosen, drop = FALSE]) == 0, rowSums(x$set[, chosen, drop = FALSE]) == 0)
        held[is.na(x$set[, 1])] <- NA
        if (not) held <- !held
        held[x$off == 1L] <- not
        held[x$off == 2L] <- FALSE
        held
      }
      between <- function(x, low, high, not = FALSE) {
        held <- compare(x, ">=", num(low)) & compare(x, "<=", num(high))
        if (not) held <- !held
        held[x$off == 1L] <- not
        held[x$off == 2L] <- FALSE
        held
      }
      against <- function(x, order, times, upper) {
        held <- compare(x, order, num(times * (if (upper) x$uln else x$lln)))
        held[x$off > 0L] <- FALSE
        held
      }
      known <- function(x) {
        if (!is.null(x$text)) return(x$off == 0L & !is.na(x$text))
        single <- if (is.null(x$set)) x$lo == x$hi else rowSums(x$set) == 1
        x$off == 0L & !is.na(single) & single
      }
      any.of <- function(w, form, where) {
        s <- spread(w, form)
        held <- truth(where(s$w, s$r), length(s$pos))
        yes <- tabulate(s$pos[which(held)], s$n) > 0
        decided(yes, !yes & tabulate(s$pos[is.na(held)], s$n) == 0)
      }
      every.of <- function(w, form, where) {
        s <- spread(w, form)
        held <- truth(where(s$w, s$r), length(s$pos))
        no <- tabulate(s$pos[which(!held)], s$n) > 0 | tabulate(s$pos, s$n) == 0
        decided(!no & tabulate(s$pos[is.na(held)], s$n) == 0, no)
      }
      decision <- function(n, all, lines) {
        set <- matrix(FALSE, n, length(all), dimnames = list(NULL, all))
        open <- rep(TRUE, n)
        for (k in seq_along(lines)) {
          held <- truth(lines[[k]], n)
          set[which(open & (is.na(held) | held)), names(lines)[k]] <- TRUE
          open <- open & (is.na(held) | !held)
        }
        set[rowSums(set) == 0, ] <- NA
        list(set = set, off = rep(0L, n))
      }

      # ---- Values ----------------------------------------------------------------------------------
      combine <- function(x, y, f) {
        one <- f(x$lo, y$lo)
        two <- f(x$lo, y$hi)
        three <- f(x$hi, y$lo)
        four <- f(x$hi, y$hi)
        lo <- pmin(one, two, three, four)
        hi <- pmax(one, two, three, four)
        off <- rep_len(pmax(x$off, y$off), length(lo))
        lost <- off > 0L | !is.finite(lo) | !is.finite(hi)
        lo[lost] <- hi[lost] <- NA
        num(lo, hi, off)
      }
      `%+%` <- function(x, y) combine(x, y, `+`)
      `%-%` <- function(x, y) combine(x, y, `-`)
      `%x%` <- function(x, y) combine(x, y, `*`)
      `%by%` <- function(x, y) combine(x, y, `/`)

      plus.months <- function(day, by) {
        n <- max(length(day), length(by)) * (length(day) > 0 & length(by) > 0)
        date <- as.POSIXlt(as.Date(trunc(rep_len(day, n)), origin = "1970-01-01"), tz = "UTC")
        months <- date$year * 12 + date$mon + trunc(rep_len(by, n))
        first <- function(m) as.numeric(as.Date(sprintf("%04.0f-%02.0f-01", 1900 + m %/% 12, m %% 12 + 1), format = "%Y-%m-%d"))
        start <- first(months)
        start + pmin(date$mday, first(months + 1) - start) - 1
      }
      months.on <- function(x, direction, y) combine(x, y, function(day, by) plus.months(day, direction * by))

      at.least <- function(x, limit) kept.in(x, function(number) pmax(number, limit))
      at.most <- function(x, limit) kept.in(x, function(number) pmin(number, limit))
      kept.in <- function(x, f) num(f(x$lo), f(x$hi), x$off)

      weekday <- function(x) {
        all <- c("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        n <- length(x$lo)
        set <- matrix(FALSE, n, 7, dimnames = list(NULL, all))
        for (j in 0:6) {
          i <- which(x$lo + j <= x$hi)
          set[cbind(i, (x$lo[i] + j + 3) %% 7 + 1)] <- TRUE
        }
        set[is.na(x$lo), ] <- NA
        list(set = set, off = rep_len(x$off, n))
      }
      verdict <- function(held)
        list(set = cbind(no = is.na(held) | !held, yes = is.na(held) | held), off = rep(0L, length(held)))

      same <- function(x, y) {
        alike <- function(a, b) (is.na(a) & is.na(b)) | (!is.na(a) & !is.na(b) & a == b)
        if (!is.null(x$set)) return(x$off == y$off & apply(alike(x$set, y$set), 1, all))
        x$off == y$off & alike(x$lo, y$lo) & alike(x$hi, y$hi) & alike(x$lln, y$lln) & alike(x$uln, y$uln)
      }
      union.of <- function(x, y) {
        n <- max(size(x), size(y))
        x <- full(x, n)
        y <- full(y, n)
        both <- there(x) & there(y)
        out <- unknown.like(x, n)
        if (is.null(x$set)) wide <- num(pmin(x$lo, y$lo), pmax(x$hi, y$hi), rep(0L, n), rep(NA_real_, n), rep(NA_real_, n))
        else wide <- list(set = x$set | y$set, off = rep(0L, n))
        put(put(out, both, wide), same(x, y), x)
      }
      choice <- function(w, held, then, otherwise = NULL) {
        n <- length(w$i)
        held <- truth(held, n)
        then <- full(then, n)
        out <- unknown.like(then, n)
        out <- put(out, held, then)
        if (is.null(otherwise)) return(out)
        otherwise <- full(otherwise, n)
        put(put(out, !held, otherwise), is.na(held), union.of(then, otherwise))
      }
      more <- function(x, y, highest, sure) {
        n <- max(size(x), size(y))
        x <- full(x, n)
        y <- full(y, n)
        out <- unknown.like(x, n)
        far <- if (highest) pmax else pmin
        if (is.null(x$set)) {
          lo <- far(x$lo, y$lo)
          hi <- far(x$hi, y$hi)
          if (!sure && highest) lo <- x$lo
          if (!sure && !highest) { lo <- pmin(x$lo, lo); hi <- x$hi }
          moved <- num(lo, hi, rep(0L, n), rep(NA_real_, n), rep(NA_real_, n))
        } else {
          so.far <- function(set) {
            order <- if (highest) seq_len(ncol(set)) else rev(seq_len(ncol(set)))
            seen <- rep(FALSE, nrow(set))
            for (k in order) { seen <- seen | set[, k]; set[, k] <- seen }
            set
          }
          set <- (x$set & so.far(y$set)) | (y$set & so.far(x$set))
          moved <- list(set = if (sure) set else set | x$set, off = rep(0L, n))
        }
        put(out, there(x) & there(y), moved)
      }
      extreme <- function(highest, values) {
        n <- max(vapply(values, size, 1L))
        out <- full(values[[1]], n)
        for (y in values[-1]) {
          y <- full(y, n)
          out <- put(put(out, there(y) & !there(out), y), there(y) & there(out), more(out, y, highest, TRUE))
        }
        put(unknown.like(out, n), there(out), out)
      }

      # What several records give together; a record that may or may not count widens the result.
      picked <- function(w, form, name, pick, where, before = NULL) {
        s <- spread(w, form, before)
        held <- truth(where(s$w, s$r), length(s$pos))
        value <- own(s$r, name)
        counts <- which((is.na(held) | held) & value$off != 1L)
        pos <- s$pos[counts]
        sure <- !is.na(held[counts])
        value <- rows(value, counts)
        if (pick == "last") {
          value <- rows(value, rev(seq_along(pos)))
          sure <- rev(sure)
          pos <- rev(pos)
        }
        if (pick %in% c("highest", "lowest")) {
          first <- order(!sure)
          value <- rows(value, first)
          sure <- sure[first]
          pos <- pos[first]
        }
        out <- unknown.like(value0(value), s$n)
        if (pick == "sum") out$lo <- out$hi <- rep(0, s$n)
        turn <- ave(seq_along(pos), pos, FUN = seq_along)
        done <- rep(FALSE, s$n)
        for (j in seq_len(max(0L, turn))) {
          here <- which(turn == j)
          to <- pos[here]
          one <- rows(value, here)
          so.far <- rows(out, to)
          certain <- sure[here]
          now <- switch(pick,
            first = , last = if (j == 1) one else put(so.far, !done[to], union.of(so.far, one)),
            sum = num(so.far$lo + ifelse(certain, one$lo, pmin(0, one$lo)),
                      so.far$hi + ifelse(certain, one$hi, pmax(0, one$hi)), one$off * 0L,
                      one$lln * NA, one$uln * NA),
            if (j == 1) put(unknown.like(one, length(here)), certain, one)
            else put(more(so.far, one, pick == "highest", FALSE), certain, more(so.far, one, pick == "highest", TRUE)))
          for (part in setdiff(names(out), "set")) out[[part]][to] <- now[[part]]
          if (!is.null(out$set)) out$set[to, ] <- now$set
          done[to[certain]] <- TRUE
        }
        if (pick %in% c("first", "last")) out <- put(out, !done, unknown.like(out, s$n))
        out
      }
      value0 <- function(x)
        if (is.null(x$set)) num(NA_real_) else list(set = x$set[NA_integer_, , drop = FALSE], off = 0L)
      count.of <- function(w, form, where) {
        s <- spread(w, form)
        held <- truth(where(s$w, s$r), length(s$pos))
        sure <- tabulate(s$pos[which(held)], s$n)
        num(sure, sure + tabulate(s$pos[is.na(held)], s$n), rep(0L, s$n), rep(NA_real_, s$n), rep(NA_real_, s$n))
      }
      kept <- function(w, now, name, visit, percent) {
        n <- length(w$i)
        then <- full(input(w, paste(name, "at", visit)), n)
        latest <- full(newest(w, name), n)
        small <- compare(combine(latest, then, function(a, b) abs(a - b) / b * 100), "<", num(percent))
        both <- there(then) & there(latest)
        current <- full(now(w), n)
        w$visit <- visit
        out <- put(current, both & is.na(small), unknown.like(current, n))
        put(out, both & small, full(now(w), n))
      }

      # ---- Clinical functions; NA where a formula refuses a value -----------------------------------
      calculated <- function(f, numbers, sex = NULL, ends.only = FALSE) {
        n <- max(vapply(numbers, size, 1L), if (is.null(sex)) 1L else size(sex))
        numbers <- lapply(numbers, full, n)
        if (!is.null(sex)) sex <- full(sex, n)
        corners <- expand.grid(rep(list(c("lo", "hi")), length(numbers)), stringsAsFactors = FALSE)
        if (ends.only) corners <- corners[c(1, nrow(corners)), , drop = FALSE]
        lo <- rep(Inf, n)
        hi <- rep(-Inf, n)
        refused <- rep(FALSE, n)
        for (one in if (is.null(sex)) "" else colnames(sex$set)) {
          possible <- if (is.null(sex)) rep(TRUE, n) else sex$set[, one]
          for (k in seq_len(nrow(corners))) {
            arguments <- Map(function(x, end) x[[end]], numbers, corners[k, ])
            value <- do.call(f, c(unname(arguments), if (is.null(sex)) list() else list(one)))
            refused <- refused | (possible & is.na(value))
            lo <- ifelse(possible & !is.na(value), pmin(lo, value), lo)
            hi <- ifelse(possible & !is.na(value), pmax(hi, value), hi)
          }
        }
        fine <- Reduce(`&`, lapply(numbers, there)) & (if (is.null(sex)) TRUE else there(sex)) & !refused
        fine <- !is.na(fine) & fine
        num(ifelse(fine, lo, NA), ifelse(fine, hi, NA), rep(0L, n), rep(NA_real_, n), rep(NA_real_, n))
      }
      positive <- function(...) Reduce(`&`, lapply(list(...), function(x) x > 0 & is.finite(x)))
      inside <- function(x, low, high) x >= low & x <= high
      unless.not <- function(fine, value) ifelse(fine, value, NA)
      formula.bmi <- function(cm, kg) unless.not(positive(cm, kg), kg / ((cm / 100) * (cm / 100)))
      formula.mosteller <- function(cm, kg) unless.not(positive(cm, kg), sqrt(cm * kg / 3600))
      formula.du.bois <- function(cm, kg) unless.not(positive(cm, kg), 0.007184 * cm^0.725 * kg^0.425)
      formula.haycock <- function(cm, kg) unless.not(positive(cm, kg), 0.024265 * cm^0.3964 * kg^0.5378)
      formula.ideal.weight <- function(cm, sex) {
        ideal <- (if (sex == "male") 50 else 45.5) + 2.3 * (cm / 2.54 - 60)
        unless.not(positive(cm) & ideal > 0, ideal)
      }
      formula.adjusted.weight <- function(cm, kg, sex) {
        ideal <- formula.ideal.weight(cm, sex)
        unless.not(positive(kg), ideal + 0.4 * (kg - ideal))
      }
      formula.cockcroft.gault <- function(age, kg, creatinine, sex) {
        rate <- (140 - age) * kg / (72 * creatinine)
        unless.not(inside(age, 0, 130) & positive(kg, creatinine), if (sex == "male") rate else rate * 0.85)
      }
      formula.ckd.epi <- function(age, creatinine, sex) {
        ratio <- creatinine / (if (sex == "male") 0.9 else 0.7)
        rate <- 142 * pmin(ratio, 1)^(if (sex == "male") -0.302 else -0.241) * pmax(ratio, 1)^-1.2 * 0.9938^age
        unless.not(inside(age, 0, 130) & positive(creatinine), if (sex == "male") rate else 1.012 * rate)
      }
      formula.bed <- function(n, d, ratio)
        unless.not(inside(n, 0, 1000) & inside(d, 0, 1000) & positive(ratio), n * d * (1 + d / ratio))
      formula.eqd2 <- function(n, d, ratio)
        unless.not(inside(n, 0, 1000) & inside(d, 0, 1000) & positive(ratio), n * d * (d + ratio) / (2 + ratio))
      formula.mean <- function(...) Reduce(`+`, list(...)) / length(list(...))

      # ---- Doses: not known unless the step is known exactly ---------------------------------------
      exact <- function(x) ifelse(known(x), x$lo, NA)
      times.exact <- function(amount, step) { amount <- amount * exact(step); num(amount, amount, 0L * step$off) }
      calvert <- function(target, clearance) {
        rate <- exact(clearance)
        num(unless.not(positive(rate), target * (rate + 25)), off = 0L * clearance$off)
      }
      # Halves up, in decimals; to the fine step where the coarse one is more than so many percent off.
      rounded <- function(x, coarse, fine, percent) {
        nearest <- function(step) floor(signif(x$lo / step, 12) + 0.5) * step
        off <- abs(nearest(coarse) - x$lo) * 100
        dose <- ifelse(off > percent * abs(x$lo) * (1 + 1e-11), nearest(fine), nearest(coarse))
        num(dose, dose, x$off)
      }

      # The half rule: a score needs at least half of its items.
      score <- function(functional, items) {
        n <- max(vapply(items, size, 1L))
        items <- lapply(items, full, n)
        scale <- as.numeric(colnames(items[[1]]$set))
        low <- scale[1]
        high <- scale[length(scale)]
        given <- lapply(items, known)
        answered <- Reduce(`+`, given)
        sum <- Reduce(`+`, Map(function(x, here) {
          value <- scale[ends(x)$lo]
          ifelse(here, value, 0)
        }, items, given))
        distance <- if (functional) high * answered - sum else sum - low * answered
        value <- ifelse(2 * answered < length(items), NA, 100 * distance / ((high - low) * answered))
        num(value, value, rep(0L, n), rep(NA_real_, n), rep(NA_real_, n))
      }

      # A table of codes: 'results' is named by its arguments' codes, joined by |.
      looked.up <- function(results, all, arguments) {
        n <- max(vapply(arguments, size, 1L))
        arguments <- lapply(arguments, full, n)
        fine <- Reduce(`&`, lapply(arguments, there))
        set <- matrix(FALSE, n, length(all), dimnames = list(NULL, all))
        grid <- expand.grid(lapply(arguments, function(x) colnames(x$set)), stringsAsFactors = FALSE)
        for (k in seq_len(nrow(grid))) {
          possible <- fine
          for (j in seq_along(arguments)) possible <- possible & arguments[[j]]$set[, grid[k, j]]
          possible <- which(possible)
          result <- results[[paste(grid[k, ], collapse = "|")]]
          if (result == "") fine[possible] <- FALSE else set[possible, result] <- TRUE
        }
        set[!fine, ] <- NA
        list(set = set, off = rep(0L, n))
      }

      # ---- Results as text -------------------------------------------------------------------------
      as.text <- function(x, n) {
        if (is.logical(x)) return(rep_len(ifelse(is.na(x), "unknown", ifelse(x, "yes", "no")), n))
        x <- full(x, n)
        if (is.null(x$set)) {
          digits <- function(number) formatC(number, digits = 15, format = "g", width = 1)
          text <- ifelse(x$lo == x$hi, digits(x$lo), paste0(digits(x$lo), "..", digits(x$hi)))
        } else {
          key <- apply(x$set, 1, function(one) paste(colnames(x$set)[which(one)], collapse = " or "))
          text <- as.character(key)
        }
        text[!there(x)] <- "unknown"
        text[x$off == 1L] <- "(not asked)"
        text[x$off == 2L] <- "(not signed)"
        text
      }
      # One column for each rule; 'form' names the rules of a form, one row for each record.
      all.rules <- function(w, form = "") {
        n <- if (form == "") length(w$i) else nrow(w$base$records[[form]])
        names <- names(rules)[rules == form]
        made <- lapply(names, function(name)
          as.text(if (form == "") get(name)(w) else each(w, form, get(name)), n))
        as.data.frame(made, col.names = names, optional = TRUE, check.names = FALSE)
      }
      """;

  private RPrelude() {}
}
