"""Recomputes what Trends says of the ServiceNow log, from its CSV alone: docs/servicenow-check.md says how to run it.

Written from docs/maps.md, docs/issues.md and docs/statistics.md, and not from the program. Standard library only.
"""
import collections
import csv
import datetime
import gzip
import json
import math
import statistics
import sys

UTC = datetime.timezone.utc
DAY = 86400
WEEK, QUIET = 7 * DAY, 90 * DAY


def instant(text):
    return None if text in ("", "?") else int(datetime.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC).timestamp())


def day(seconds):
    return datetime.datetime.fromtimestamp(seconds, UTC).date().isoformat()


class Contact:
    pass


def fold(path):
    """One contact of all events of one number, in the order of the file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        at = {name: header.index(name) for name in header}  # the first "category" is the topic
        events = collections.OrderedDict()
        for row in rows:
            events.setdefault(row[at["number"]], []).append(row)
    contacts = []
    for number, group in events.items():
        last, c = group[-1], Contact()
        value = lambda name: None if last[at[name]] in ("", "?") else last[at[name]]
        c.id, c.customer, c.channel, c.topic, c.opened = number, value("caller_id"), value("contact_type"), value("category"), instant(last[at["opened_at"]])
        c.claim = c.reopening = c.last_claim = None
        c.k, closed = 0, False
        for row in group:
            is_claim, time = row[at["ident_state"]] in ("Resolved", "Closed"), instant(row[at["sys_updated_at"]])
            if is_claim and not closed:
                if c.claim is None:
                    c.claim = time
                else:
                    c.last_claim = time
            elif closed and not is_claim:
                c.k += 1
                c.reopening = time if c.reopening is None else c.reopening
            closed = is_claim
        c.events = [instant(row[at["sys_updated_at"]]) for row in group]
        contacts.append(c)
    return contacts


def clean(c, until):
    """Cleaning and "nothing after T exists" of issues.md."""
    c.claimed, c.unknown_claim, c.unknown_reopening = c.claim is not None and c.claim <= until, False, False
    c.reopened = c.again = None
    if not c.claimed:
        c.claim_at, k = None, 0
    else:
        c.claim_at, k = c.claim, c.k
        if c.claim < c.opened:
            c.claim_at, c.unknown_claim = c.opened, True
    if k and c.reopening is not None and c.reopening > until:
        k = 0
    if k:
        reopening, again = c.reopening, c.last_claim
        if reopening is not None and not c.unknown_claim and reopening < c.claim_at or reopening is None:
            reopening, c.unknown_reopening = None, True
        if again is not None and (again < c.claim_at or reopening is not None and again <= reopening or again > until):
            again = None
        c.reopened, c.again = reopening, again
    c.k_now = k
    c.claims = [x for x in (c.claim_at, c.again) if x is not None]


def is_open(c, at):
    if c.opened <= at and (c.claim_at is None or at < c.claim_at):
        return True
    return c.reopened is not None and c.reopened <= at and (c.again is None or at < c.again)


def activity(c, at):
    return max(x for x in [c.opened, *c.claims, c.reopened] if x is not None and x <= at)


def chain(contacts):
    issues, pairs = [], collections.defaultdict(list)
    for c in contacts:
        if c.customer is None:
            issues.append([c])
        else:
            pairs[c.customer, c.topic].append(c)
    for pair in pairs.values():
        pair.sort(key=lambda c: (c.opened, c.id))
        latest = None
        for c in pair:
            if latest is not None:
                opened = any(is_open(m, c.opened) for m in latest) and c.opened - max(activity(m, c.opened) for m in latest) < QUIET
                claims = [x for m in latest for x in m.claims if x <= c.opened]
                if opened or claims and c.opened < max(claims) + WEEK:
                    latest.append(c)
                    continue
            latest = [c]
            issues.append(latest)
    return issues, pairs


class Issue:
    def __init__(self, members, pair, until, known):
        self.members, self.opened = members, members[0].opened
        self.customer, self.channel, self.topic = members[0].customer, members[0].channel, members[0].topic
        claims = sorted(x for m in members for x in m.claims)
        self.first = next((f for f in claims if not any(is_open(m, f) for m in members if m.opened <= f)), None)
        self.open = [m for m in members if is_open(m, until)]
        f, others = self.first, (pair if self.customer is not None else members)
        self.unknown_f = f is not None and any(m.unknown_claim for m in members if m.opened <= f)
        self.repeat = f is not None and self.customer is not None and any(f < m.opened < f + WEEK for m in others)
        self.reopen = f is not None and (any(m.reopened is not None and f < m.reopened < f + WEEK for m in others) or any(m.unknown_reopening for m in members if m.opened <= f))
        broken = self.repeat or self.reopen
        self.held = f is not None and not broken and f + WEEK <= known
        self.maturing = f is not None and not broken and not self.held
        self.abandoned = f is None and until - max(activity(m, until) for m in members) >= QUIET


# ---- intervals

NORMAL = statistics.NormalDist()
Z = NORMAL.inv_cdf(0.975)


def wilson(x, n):
    if n <= 0:
        return None, None
    p, z2 = x / n, Z * Z
    middle, half = p + z2 / (2 * n), Z * math.sqrt(max(0, p * (1 - p) / n + z2 / (4 * n * n)))
    return max(0, (middle - half) / (1 + z2 / n)), min(1, (middle + half) / (1 + z2 / n))


def newcombe(x1, n1, x0, n0):
    p1, p0, (l1, u1), (l0, u0) = x1 / n1, x0 / n0, wilson(x1, n1), wilson(x0, n0)
    d = p1 - p0
    return d - math.hypot(p1 - l1, u0 - p0), d + math.hypot(u1 - p1, p0 - l0)


def t_density(x, v):
    return math.exp(math.lgamma((v + 1) / 2) - math.lgamma(v / 2)) / math.sqrt(v * math.pi) * (1 + x * x / v) ** (-(v + 1) / 2)


def t_tail(t, v):
    """P(|T| > t), by Simpson's rule of the density after x = t / (1 - u)."""
    steps, total = 1000, 0.0
    for i in range(steps):
        u = i / steps
        total += (1 if i == 0 else 4 if i % 2 else 2) * t_density(t + u / (1 - u), v) / (1 - u) ** 2
    return 2 * total / steps / 3


def t_quantile(v):
    low, high = 1.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if t_tail(middle, v) > 0.05 else (low, middle)
    return low


def quantile(values, q):
    values = sorted(values)
    h = q * (len(values) - 1)
    i = math.floor(h)
    return values[i] + (h - i) * (values[min(i + 1, len(values) - 1)] - values[i])


def kaplan_meier(times, q):
    """The quantile q of (seconds, claimed) pairs, with n."""
    events, all_at = collections.Counter(t for t, claimed in times if claimed), collections.Counter(t for t, _ in times)
    at_risk, s = len(times), 1.0
    for t in sorted(all_at):
        if events[t]:
            s *= 1 - events[t] / at_risk
            if s <= 1 - q + 1e-12:
                return t
        at_risk -= all_at[t]
    return None


# ---- the measures of one bucket

RATES = {
    "claimed-rate": (lambda i: True, lambda i: i.first is not None),
    "held-rate-7d": (lambda i: i.customer is not None, lambda i: i.held),
    "first-contact-resolution": (lambda i: i.customer is not None, lambda i: i.held and len(i.members) == 1),
    "repeat-contact-rate-7d": (lambda i: i.first is not None and i.customer is not None, lambda i: i.repeat),
    "reopen-rate-7d": (lambda i: i.first is not None, lambda i: i.reopen),
    "abandoned-share": (lambda i: True, lambda i: i.abandoned),
}


class Log:
    """The log as it is known until an instant."""

    def __init__(self, path, until=None, known=None):
        self.cuts, self.waiting, contacts = {}, {}, fold(path)
        self.until = until or max(max(c.opened, *c.events) for c in contacts)
        self.known = known or max(c.opened for c in contacts)
        self.contacts = [c for c in contacts if c.opened <= self.until]
        for c in self.contacts:
            clean(c, self.until)
        issues, pairs = chain(self.contacts)
        self.issues = [Issue(members, pairs.get((members[0].customer, members[0].topic), members), self.until, self.known) for members in issues]
        # Failure demand: not the first of its issue, or within 30 days of the first claim of an earlier issue of its pair.
        by_pair = collections.defaultdict(list)
        for i in self.issues:
            if i.customer is not None:
                by_pair[i.customer, i.topic].append(i)
        for i in self.issues:
            earlier = [] if i.customer is None else [e for e in by_pair[i.customer, i.topic] if (e.opened, e.members[0].id) < (i.opened, i.members[0].id)]
            for n, m in enumerate(i.members):
                m.failure = n > 0 or any(e.first is not None and e.first < m.opened < e.first + 30 * DAY for e in earlier)

    def cut(self, start, end, keep=None):
        if (start, end) not in self.cuts:
            self.cuts[start, end] = [i for i in self.issues if start <= i.opened < end], [c for c in self.contacts if start <= c.opened < end]
        issues, contacts = self.cuts[start, end]
        return (issues, contacts) if keep is None else ([i for i in issues if keep(i)], [c for c in contacts if keep(c)])

    def ask(self, metric, start, end, keep=None):
        """(count or None, n, value or None) of a bucket."""
        issues, contacts = self.cut(start, end, keep)
        if metric in RATES:
            of, hit = RATES[metric]
            population = [i for i in issues if of(i)]
            return share(sum(1 for i in population if hit(i)), len(population))
        if metric == "failure-demand-share":
            return share(sum(1 for c in contacts if c.failure), len(contacts))
        if metric == "interactions":
            return None, len(contacts), len(contacts) or None
        if metric == "customers-served":
            return None, len(contacts), len({c.customer for c in contacts if c.customer is not None}) if contacts else None
        if metric == "issues-opened":
            return None, len(issues), len(issues) or None
        if metric == "contacts-per-issue":
            return share(sum(len(i.members) for i in issues), len(issues))
        if metric in ("open-now", "oldest-open"):
            at = min(end, self.until)
            if at not in self.waiting:
                there = [i for i in self.issues if i.opened <= at]
                self.waiting[at] = there, [i for i in there if any(is_open(m, at) for m in i.members)]
            there, waiting = self.waiting[at]
            if metric == "open-now":
                return None, len(there), len(waiting) if there else None
            return None, len(waiting), at - min(i.opened for i in waiting) if waiting else None
        if metric in ("resolution-time-median", "resolution-time-p90"):
            times = [((self.until if i.first is None else i.first) - i.opened, i.first is not None) for i in issues if not i.unknown_f]
            return None, len(times), kaplan_meier(times, 0.5 if metric.endswith("median") else 0.9) if times else None
        if metric == "last-resolution-time-median":
            times = []
            for i in issues:
                if i.first is None or i.open:
                    continue
                claims = [x for m in i.members for x in ([] if m.unknown_claim else [m.claim_at] if m.claim_at is not None else []) + ([m.again] if m.again is not None else [])]
                if claims:
                    times.append(max(claims) - i.opened)
            return None, len(times), quantile(times, 0.5) if times else None
        raise ValueError(metric)


def share(x, n):
    return x, n, x / n if n else None


# ---- charts

def screened(ranges, factor):
    """The mean of moving ranges, screened once."""
    mean = statistics.fmean(ranges)
    kept = [r for r in ranges if r < factor * mean]
    return statistics.fmean(kept) if kept else mean


class Chart:
    """P' of (count, n, value) points where is_rate, else XmR; limits of the first 24 points."""

    def __init__(self, points, is_rate, least=0.0):
        self.points, self.values, self.is_rate = points, [p[2] for p in points], is_rate
        base = points[:24]
        self.centre = self.sigma = self.sigma_z = None
        self.lower, self.upper = [None] * len(points), [None] * len(points)
        if len(base) < 8:
            return
        if is_rate:
            p = sum(b[0] for b in base) / sum(b[1] for b in base)
            s = [math.sqrt(p * (1 - p) / q[1]) for q in points]
            if p in (0, 1):
                return
            z = [(q[2] - p) / e for q, e in zip(points, s)]
            ranges = [abs(a - b) for a, b in zip(z[1:len(base)], z[:len(base) - 1])]
            self.centre, self.sigma_z = p, screened(ranges, 3.267) / 1.128
            self.lower = [max(0, p - 3 * e * self.sigma_z) for e in s]
            self.upper = [min(1, p + 3 * e * self.sigma_z) for e in s]
            self.z = [x / self.sigma_z for x in z]
        else:
            v = [b[2] for b in base]
            ranges = [abs(a - b) for a, b in zip(v[1:], v)]
            mean = screened(ranges, 3.267)
            if mean == 0:
                return
            self.centre, self.sigma = statistics.fmean(v), 2.66 * mean / 3
            self.lower = [max(least, self.centre - 2.66 * mean)] * len(points)
            self.upper = [self.centre + 2.66 * mean] * len(points)
            self.z = [(x - self.centre) / self.sigma for x in self.values]
        self.outside = [not (lo <= x <= hi) for x, lo, hi in zip(self.values, self.lower, self.upper)]

    def depends(self):
        """Whether neighbouring points of the baseline depend on each other: r1 above 2/sqrt(n)."""
        x = self.z[:24] if self.is_rate else self.values[:24]
        mean = statistics.fmean(x)
        return sum((a - mean) * (b - mean) for a, b in zip(x, x[1:])) / sum((a - mean) ** 2 for a in x) > 2 / math.sqrt(len(x))

    def few(self, i):
        """Whether so few are expected of a share that its limits are not symmetric, so that no chance is known."""
        return self.is_rate and self.points[i][1] * min(self.centre, 1 - self.centre) < 5

    def run(self):
        """The run at the end, where it is longer than chance allows: (first index, points)."""
        useful = [(i, x > self.centre) for i, x in enumerate(self.values) if x != self.centre]
        length = 0
        for i, above in reversed(useful):
            if above != useful[-1][1]:
                break
            length, first = length + 1, i
        return (first, length) if length > round(math.log2(len(useful))) + 3 else None


# ---- what is final, and what stands out

COUNTS = ("interactions", "customers-served", "issues-opened")
INSTANTS = ("open-now", "oldest-open")
MEASURES = [*RATES, "failure-demand-share", *COUNTS, "contacts-per-issue", *INSTANTS, "resolution-time-median", "resolution-time-p90", "last-resolution-time-median"]


def is_rate(metric):
    return metric in RATES or metric == "failure-demand-share"


def clopper_pearson(x, n):
    def tail(p, first, last):
        return sum(math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p)) for k in range(first, last + 1))

    def solve(grows):
        low, high = 1e-12, 1 - 1e-12
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if grows(middle) < 0.025 else (low, middle)
        return low
    return (0 if x == 0 else solve(lambda p: tail(p, x, n))), (1 if x == n else 1 - solve(lambda q: tail(1 - q, 0, x)))


def is_weak(metric, x, n):
    if metric in COUNTS or metric in INSTANTS:
        return False
    if n < 30:
        return True
    if not is_rate(metric) or n >= 500 and x / n > 0.2:
        return False
    low, high = clopper_pearson(x, n)
    return high - low > 0.05 and (high - low >= 0.30 or (high - low) > 1.30 * x / n)


def steps(log, metric, start, end, claims):
    """The final weeks of a measure, (start, (count, n, value)), and those with too few."""
    final, few = [], []
    wait = {"abandoned-share": QUIET, "interactions": 0, "customers-served": 0, "failure-demand-share": 0}.get(
        metric, WEEK if metric in ("issues-opened", "resolution-time-median", "resolution-time-p90") else claims)
    for at in range(start, end, WEEK):
        x, n, value = log.ask(metric, at, at + WEEK)
        if value is None:
            continue
        if metric in INSTANTS:
            complete = at < log.until
        else:
            complete = log.known >= at + WEEK + wait or wait == 0 and log.known + DAY >= at + WEEK
        if metric in ("held-rate-7d", "first-contact-resolution", "repeat-contact-rate-7d", "reopen-rate-7d"):
            issues, _ = log.cut(at, at + WEEK)
            complete = complete and sum(i.maturing for i in issues) <= 0.05 * sum(i.first is not None for i in issues)
        if complete:
            (few if is_weak(metric, x, n) else final).append((at, (x, n, value)))
    return final, few


def settling(log, start, end):
    """Twice the time in which nine in ten are claimed, of the middle week: from 7 to 90 days."""
    tenths = sorted(v for _, n, v in (log.ask("resolution-time-p90", at, at + WEEK) for at in range(start, end, WEEK)) if v is not None and n >= 30)
    return min(max(WEEK, 2 * tenths[len(tenths) // 2]), QUIET)


def stand_out(charts, back):
    """Metrics whose newest point, so many steps ago, lies outside and passes Benjamini and Hochberg's check at q = 0.10."""
    chances = {}
    for metric, chart in charts.items():
        at, base = len(chart.points) - 1 - back, min(24, len(chart.points))
        if at < 0 or chart.few(at):
            continue
        own = 1 - 1 / base if at < base else 1 + 1 / base
        # Screened ranges are 1.1007 and not 1.128 sigma in the mean (docs/statistics.md, false alarms of a chart).
        chances[metric] = t_tail(abs(chart.z[at]) * 1.1007 / 1.128 / math.sqrt(own), 0.62 * (base - 1))
    ordered = sorted(chances, key=chances.get)
    passed = max((i + 1 for i, m in enumerate(ordered) if chances[m] <= 0.10 * (i + 1) / len(ordered)), default=0)
    return {m for m in ordered[:passed] if charts[m].outside[len(charts[m].points) - 1 - back]}


def judge(log, start, end):
    """What each measure says, by its id: the final weeks, and where one stands out its rule, beginning, points, limits and size."""
    claims = settling(log, start, end)
    weeks = {m: steps(log, m, start, end, claims) for m in MEASURES}
    charts = {m: Chart([p for _, p in weeks[m][0]], is_rate(m), 1.0 if m == "contacts-per-issue" else 0.0) for m in MEASURES if m != "oldest-open"}
    charts = {m: c for m, c in charts.items() if c.centre is not None}
    at = {}
    for back in (3, 2, 1, 0):
        at.update((m, len(charts[m].points) - 1 - back) for m in stand_out(charts, back))
    told = {}
    for metric in MEASURES:
        final, few = weeks[metric]
        told[metric] = said = {"final": final, "few": few, "rule": None}
        if metric not in charts:
            continue
        chart, n = charts[metric], len(final)
        run = None if chart.depends() or min(24, n) < 12 else chart.run()
        alone = [i for i in range(max(0, n - 4), n) if chart.outside[i] and chart.few(i)]
        if run:
            said.update(rule="run", first=run[0], points=run[1], last=n - 1)
        elif metric in at or alone:
            first = last = at.get(metric, alone[-1] if alone else None)
            while first > 0 and chart.outside[first - 1] and (chart.values[first - 1] > chart.centre) == (chart.values[last] > chart.centre):
                first -= 1
            said.update(rule="outside", first=first, last=last, points=last - first + 1)
        said.update(centre=chart.centre)
        if said["rule"]:
            said.update(since=day(final[said["first"]][0]), lower=chart.lower[said["last"]], upper=chart.upper[said["last"]], size=size(chart, said["first"], said["last"]))
    return told


def size(chart, first, last):
    """Level since less level of the baseline before, with its interval of 95 %."""
    before, after = chart.points[:min(first, 24)], chart.points[first:last + 1]
    if len(before) < 8:
        return None
    if chart.is_rate:
        x0, n0, x1, n1 = sum(p[0] for p in before), sum(p[1] for p in before), sum(p[0] for p in after), sum(p[1] for p in after)
        e = 1 / max(1, chart.sigma_z) ** 2
        return x1 / n1 - x0 / n0, *newcombe(x1 * e, n1 * e, x0 * e, n0 * e)
    m0, m1 = statistics.fmean(p[2] for p in before), statistics.fmean(p[2] for p in after)
    # A mean of n - 1 moving ranges tells sigma as 0.62 (n - 1) independent squares would.
    half = t_quantile(0.62 * (min(24, len(chart.points)) - 1)) * chart.sigma * math.sqrt(1 / len(before) + 1 / len(after))
    return m1 - m0, m1 - m0 - half, m1 - m0 + half


def mix(log, metric, field, before, after):
    """Kitagawa's two parts of a move of a share or a mean, by the values of a field: of the mix, and within."""
    def sums(weeks):
        found = collections.defaultdict(lambda: [0, 0])
        for at in weeks:
            for key in {getattr(r, field) for part in log.cut(at, at + WEEK) for r in part}:
                x, n, _ = log.ask(metric, at, at + WEEK, lambda r: getattr(r, field) == key)
                found[key][0] += x
                found[key][1] += n
        return found
    a, b = sums(before), sums(after)
    n0, n1 = sum(v[1] for v in a.values()), sum(v[1] for v in b.values())
    of_mix = within = 0.0
    for key in {*a, *b}:
        (x0, m0), (x1, m1) = a.get(key, (0, 0)), b.get(key, (0, 0))
        if m0 == m1 == 0:
            continue
        r0, r1 = (x0 / m0 if m0 else x1 / m1), (x1 / m1 if m1 else x0 / m0)
        of_mix += (r1 + r0) / 2 * (m1 / n1 - m0 / n0)
        within += (m1 / n1 + m0 / n0) / 2 * (r1 - r0)
    return of_mix, within


# ---- the comparison

def check(log, page):
    start, end = (int(datetime.datetime.fromisoformat(page[k]).replace(tzinfo=UTC).timestamp()) for k in ("from", "to"))
    signals, wrong, compared = {s["metric"]: s for s in page["signals"]}, [], 0
    for metric, hand in judge(log, start, end).items():
        final, signal, pairs = hand["final"], signals.get(metric), []
        state = "signals" if signal else next((k for k in ("routine", "tooYoung", "tooFew") if metric in page[k]), "nowhere")
        newest_few = bool(hand["few"]) and (not final or hand["few"][-1][0] > final[-1][0])
        mine = "signals" if hand["rule"] else "tooFew" if newest_few or not final else "routine" if "centre" in hand else "tooYoung"
        pairs.append(("state", state, mine))
        if signal and hand["rule"]:
            before, after = [a for a, _ in final[:min(24, hand["first"])]], [a for a, _ in final[hand["first"]:hand["last"] + 1]]
            newest = hand["few"][-1] if newest_few else final[-1]
            pairs += [(k, signal[k], hand[k]) for k in ("rule", "since", "points", "centre", "lower", "upper")]
            pairs += [("newest", signal["newest"], newest[1][2]), ("newestN", signal["newestN"], newest[1][1]), ("newestFrom", signal["newestFrom"], day(newest[0]))]
            pairs += [(k, signal[k], hand["size"] and hand["size"][i]) for i, k in enumerate(("size", "sizeLow", "sizeHigh"))]
            for part in signal["mix"]:
                found = mix(log, metric, part["field"], before, after)
                pairs += [("mix of " + part["field"], part["mix"], found[0]), ("rate within " + part["field"], part["rate"], found[1])]
        different = [p for p in pairs if not same(p[1], p[2])]
        compared, wrong = compared + len(pairs), wrong + different
        print(f"{metric:28} {len(final):3} final weeks, {mine:9} {len(pairs):3} figures compared: " + ("all agree" if not different else str(different)))
    print(f"{compared} figures compared, {len(wrong)} differ")
    return not wrong


def same(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(a)) if isinstance(a, (int, float)) and isinstance(b, (int, float)) else a == b


if __name__ == "__main__":
    until = int(datetime.datetime.fromisoformat(sys.argv[3]).replace(tzinfo=UTC).timestamp()) if len(sys.argv) > 3 else None
    with open(sys.argv[2], encoding="utf-8") as answer:
        sys.exit(0 if check(Log(sys.argv[1], until, until), json.load(answer)) else 1)
