/** What each figure says, who is counted in it, and the source of its method. */
export const DEFINITIONS = {
  funnel:
    "How far those have come who are on this journey now; who has left it is not counted, as a gap does. Of all who are on the journey at the end of the log, who has reached a milestone and all before it, and how many were lost since the one before. An account's milestone is reached for each of its people.",
  time: "Curves: the time from the first event of somebody, or of an account, to a milestone. Who is still on the way counts as long as they were followed (Kaplan and Meier 1958). A target is met where at least its share has come there within its time. By segment, as of the end of the log: how probable times that differ so much are where all segments are alike (log-rank, Mantel 1966). An association: what makes somebody fast may bring them into a segment.",
  targets:
    "A milestone's: who has come there within its time of their first event, or of their account's. A gap's: of all for whom it has opened, who crosses it within its time of the first opening. Who is still on the way counts as long as they were followed (Kaplan and Meier 1958). Met where at least its share does.",
  lost: "Who came to the gap and has not crossed it yet: they can still be won. All for whom it has ever opened are counted, also who is on no journey now, so it may be another number than the way has. Not across yet, or lost: units for which the gap is open at the end of the log. A unit is a person, or an account where the milestone is an account's. After a guide is not by it: what a bridge does is its effect. A target is met where at least its share crosses the gap within its time of the first opening (Kaplan and Meier 1958).",
  effect:
    "Effect: the share of who was shown the bridge less that of who was held out, by the arm that was drawn, whatever happened later (Newcombe 1998). Intervals are of 95 %, for who looks once; verdicts, and the thin wings beside an interval, hold for who looks every day (Jennison and Turnbull 1989).",
  together:
    "In the order of the gaps, never by size. Expected: the difference as large as it may be expected to be, drawn to what all have in common by what is noise in it (Morris 1983). p: how probable such a difference is where there is none, for who looks at this gap alone; p of all: for who looks at all of them (Benjamini and Hochberg 1995).",
  standing:
    "By the targets of the journey's milestones, at the end of the log; the first that is so. Done: all milestones reached. Silent: nothing done for the config's time of silence, else 14 d. Stuck: a gap that leads to the next milestone has been open for the time of its target, else 14 d. Behind: the time of the next milestone's target is over. On track: none of these. An account in a journey of people's stands as the best of its people does.",
  ladder:
    "Who is on a rung at the end of the log, and who has ever risen or fallen to it. To be expected higher: who is on it, times the share that rose of who was on it 28 days before. Worth: what that brought on average, by the `value` of the rungs.",
  segmentChurn:
    "A month, over all whole months. The segment is the highest that anybody of the account was in at the month's start. Lost: with who left or pays less. Won: what others pay more. In brackets, 95 % (Wilson 1927).",
  lasting:
    "Accounts that were there after 28 days and were followed for 90 more, by what they, or anybody of them, had reached by then (Anderson, Cain and Gelber 1983). An association: what brings an account to a milestone may be what keeps it. In brackets, 95 % (Newcombe 1998).",
  habits:
    "Who has a milestone that lapses at the end of the log, of all who ever had it. By month: of who first had it then, how many have it so many days later; who was not followed for so long counts neither way.",
  renewals:
    "How each account stands, and how many earlier accounts stayed that stood so as many days before their own date: 30, 60 or 90. Stayed: not left two weeks after it. In brackets, 95 % (Wilson 1927).",
  hindsight:
    "By how they stood before their date. Below, each date is held against what was known before it: how many were expected to stay by the shares of then, and how many did. Silent: nobody was at work for retention.silent. Habit: a milestone that lapses.",
  fits: "Of the accounts that have not left, those of whose people the outcome's idealCustomer holds for nobody at the end of the log. What was never said of an account does not hold.",
  months:
    "Of the accounts that paid at a month's start (all, where nothing is known of worth), who had left by its end; whole months in UTC. Lost: with who left or pays less. Won: what others of the same accounts pay more. Intervals are of 95 % (Wilson 1927; Cochran 1977).",
  programme:
    "All customers of the season, by the arm that the hash gives them, whether they came to any guide or not. A milestone counts that was open when they came into the season and is reached by that age in it. Difference of shares with its interval of 95 %, for who looks once (Newcombe 1998; where accounts are drawn, between accounts).",
  owners:
    "Milestones of the outcomes that name this owner, and the gaps before them. A share is that of the target's time, with its change since a week before; lost: for whom a gap is open.",
  scores:
    "Each person counts once, with their last answer. nps: per cent of 9 and 10 less per cent of 0 to 6 (Rocks 2016). csat: the share of 4 and 5 (Wilson 1927). ces: the mean (Student 1908). In brackets, 95 %.",
  leads:
    "People handed on, by kind, and what a server has said became of them. Afterwards: whose person, or their account, reached a milestone later, and whose person rose on the ladder.",
  stories:
    "Customers' own words, with the milestone that they or their account had reached last before, the gap that they had crossed to it, and what its bridge does for all customers where that is measured: a story proves none of it. Show nobody a story whose teller has not said that others may read it.",
  searches: "What was looked for in help in vain, by people, most first.",
  helpful:
    "Each person counts once for a doc, with what they said last; docs come by answers. In brackets, 95 % (Wilson 1927).",
  friction:
    "Signals by page, without query and hash, with :id for what names one thing among many: of how many people, and how often.",
  errors: "By code; a page tells of each once a session.",
  missing: "Guides whose target was not on a page: nothing was shown there.",
  neverShown: "In all of the log. Paused guides, help and launchers are left out.",
  alwaysDismissed:
    "Since the version of the plan that came last: guides that at least five people have ended, each by dismissing them.",
} as const;
