"""How people say which number is which: patterns of words next to a number, for `contradictions`.

Each holds its value in its one matching group. They are narrow on purpose: a phrase that may mean something
else is left out, and the sum that would need it is not done.
"""

import re

from parti.design import quantities as q

D, N, R = f"({q.DURATION})", f"({q.NUMBER})", f"({q.RATE})"
GAP = r"[^.;:\d]{0,40}?"
NEAR = r"[^.;:,\d]{0,24}?"

ATTEMPTS = rf"{N}\s+(?:attempts|tries)\b|\b(?:attempts|tries)\s*(?:=|:|is|are|at most|max\w*)?\s*{N}"
RETRIES = rf"{N}\s+retries\b|\bretr(?:y|ies|ied)\s+(?:at most|up to|max\w*)?\s*{N}\s*(?:times|x)\b"
EACH = (
    rf"\b(?:time-?\s?out|deadline|limit)s?\b{NEAR}\b(?:each|every|per|one|an?|single)\s+"
    rf"(?:attempt|try|call|request){NEAR}{D}"
    rf"|\b(?:each|every|per|a single)\s+(?:attempt|try|call|request)\b[:=]?{GAP}{D}"
    rf"|{D}\s+(?:for\s+)?(?:for|per|an?|each|every|one)\s+(?:attempt|try|call|request)\b"
    rf"|{D}\s+(?:time-?\s?out|deadline)\s+(?:for|per|on|an?)\s*(?:each\s+|one\s+|every\s+)?(?:attempt|try|call)\b"
)
TOTAL = (
    rf"{D}\s+(?:altogether|in total|in all|all together|for everything|overall|total)\b"
    rf"|\b(?:altogether|in total|total(?: limit| time)?|everything together|"
    rf"overall)\b"
    rf"\s*(?:is|of|=|:|at most|after)?\s*{D}"
)
APART = (
    rf"{D}\s+(?:apart|between (?:tries|attempts|them|retries)|of spacing)\b"
    rf"|\b(?:spacing|pause|delay|wait)(?:\s+between[a-z ]{{0,20}})?\s*(?:is|of|=|:)?\s*{D}"
)
DELAYS = re.compile(
    rf"\b(?:after|delays?(?: of)?|back-?off(?: of)?|spacing(?: of)?|waits?(?: of)?)\s*:?\s*"
    rf"((?:{q.NUMBER})(?:\s*s)?(?:\s*,\s*(?:and\s+)?(?:{q.NUMBER})(?:\s*s)?)*\s*,?\s*and\s+{q.DURATION}|"
    rf"{q.DURATION}(?:\s*,\s*(?:and\s+)?{q.DURATION})+)",
    re.IGNORECASE,
)
CALLER = (
    rf"\bcallers?(?:'s|s')?\b(?:\s+own)?\s*(?:deadline|time-?\s?out|limit|patience|gives? up|waits?|"
    rf"hangs? up|allows?|budget){NEAR}{D}"
    rf"|{D}[a-z ]{{0,12}}\b(?:deadline|time-?\s?out|limit) of (?:the|our|its|every) callers?\b"
    rf"|\b(?:client|browser|proxy|gateway|load balancer|user)s?\s+"
    rf"(?:gives? up|hangs? up|cuts? (?:it )?off|times? out)"
    rf"{NEAR}{D}"
)
WORKS = (
    rf"\b(?:work on (?:one|a) message|one message|a message|processing|the handler|a handler)\s+"
    rf"(?:may take|takes|is stopped|is cut|is limited|runs?){NEAR}{D}"
)
TAKES = rf"{WORKS}|\b(?:takes?|lasts?|is stopped|is cut)\b{NEAR}{D}"
"""The same where the question has said already what it is that takes so long."""

_OTHER_LIMIT = r"(?!\s+(?:for|of)\s+(?:an?\s+|the\s+)?(?:heartbeat|keep|connect))"
ACK_LIMIT = (
    rf"\b(?:broker(?:'s)?(?: own)?|acknowledge?ment|ack)\s+(?:ack\w*\s+)?(?:time-?\s?out|limit)"
    rf"\s*(?:is|of|=|:|at)?{NEAR}{D}{_OTHER_LIMIT}"
    rf"|\b(?:visibility(?:\s+time-?\s?out)?|consumer_timeout)\s*(?:is|of|=|:|at){NEAR}{D}"
    rf"|\bbroker\s+(?:redelivers|(?:delivers|gives|sends)\b[a-z ]{{0,30}})\s*after{NEAR}{D}"
)
"""A broker has other limits, of heartbeats and of connections, so the bare name of it is not enough."""

STOPS = (
    rf"\b(?:we|it|process|worker|consumer|service|scheduler)\s+(?:stops?|exits?|ends?)\b{NEAR}"
    rf"\b(?:after|within|at)\s+{D}"
    rf"|\b(?:joins?|drains?|finish(?:es)?)\b{GAP}{D}[^.;\d]{{0,24}}"
    rf"\b(?:exits?|stops?|ends?|quits?|shuts? down)\b"
    rf"|\b(?:sigterm|graceful\w*|shutdown)\b[^.;\d]{{0,60}}\b(?:joins?|drains?|finish(?:es)?|waits?)\b{NEAR}{D}"
)
KILLS = (
    rf"\b(?:platform|kubernetes|systemd|orchestrator|supervisor|sigkill|grace period)\b{NEAR}"
    rf"\b(?:kills?|allows?|is|of|after|gives?){NEAR}{D}|\bkill(?:s|ed)?\b{NEAR}\bafter\s+{D}"
)
POOL = (
    rf"\bpools?\b\s*(?:size\s*)?(?:is|of|has|holds?|=|:|at most)?\s*(?:at most\s+)?{N}"
    rf"(?!\s*(?:%|ms|s\b|sec|min))"
    rf"|{N}\s+connections?\s+(?:per|for each|in each|in every|a|each)\b\s*"
    rf"(?:process|copy|copies|replica|instance|pod|worker|service)?"
)
COPIES = rf"{N}\s+(?:replicas|copies|instances|pods|processes)\b"
SERVER = (
    rf"\bmax_connections\s*(?:is|=|:|of|at)?\s*{N}"
    rf"|\b(?:server|database|postgres\w*|mysql|mariadb)(?:'s)?\s+(?:own\s+)?(?:connection\s+)?"
    rf"(?:limit|allows?|takes?|accepts?)\s*(?:is|of|=|:)?\s*(?:at most\s+)?{N}(?!\s*(?:%|ms|s\b|sec|min))"
)
LIMIT = (
    rf"\b(?:queue|limit|max-?length|holds?|keeps?|cap(?:ped)?|capacity|room)\b{NEAR}{N}\s+"
    rf"(?:messages|items|orders|events|jobs|records|requests)\b"
)
ORDINARY = (
    rf"\b(?:ordinary|normal|usual|average|typical|steady)\b[a-z ]{{0,24}}[:=]?\s*{R}"
    rf"|{R}[a-z, ]{{0,6}}\b(?:on (?:an?\s+)?(?:ordinary|normal|usual|average)|normally)\b"
)
OUTAGE = (
    rf"\b(?:for|of|after|survives?|covers?|enough for|lasts?|holds?)\s+(?:an?\s+outage of\s+)?{D}"
    rf"(?:\s+(?:of\s+)?(?:outage|downtime|traffic|arrivals|work|orders|messages|without a consumer))"
    rf"|\b{D}\s+(?:outage|of outage|of downtime|downtime|without (?:any|a) consumer)\b"
    rf"|\b(?:outage|downtime) of (?:up to )?{D}"
)
SERVES = (
    rf"\b(?:drain|process|handle|serve|consume|work off|clear|capacity|throughput)(?:s|es|ed|ing)?\b"
    rf"[^.;:,\d]{{0,24}}{R}"
)
CAUGHT_UP = (
    rf"\b(?:catch(?:es|ing)? up|caught up|backlog is gone|drained|gone|worked off|cleared)\b{NEAR}"
    rf"(?:in|within|after)\s+(?:at most\s+)?{D}"
)
LOSS = (
    rf"\b(?:leave[sd]? out|lose[sd]?|lost|missing|rpo|recovery point(?: objective)?)\b{NEAR}"
    rf"(?:at most|up to|of|is|=|:)?\s*{D}"
)
KEPT = (
    r"\baudit (?:log|trail|record|entr|event)\w*\b[^.;:\d]{0,30}"
    rf"\b(?:kept|keep|retained|stored|deleted|removed|expires?)\b{NEAR}{D}"
)
AUDITED = (
    rf"\b(?:auditors?|regulators?|the law|compliance|an audit)\b{NEAR}"
    rf"\b(?:asks?|wants?|needs?|requires?|reach(?:es)?|goes)\b[^.;:\d]{{0,30}}{D}"
)
PARTS = tuple(
    rf"{D}\s+(?:to|for|for one|per)\s+{part}\b"
    rf"|\b{part}\b(?:\s*(?:is|of|=|:|after|takes|within|at most)){{0,2}}\s*{D}"
    for part in ("connect(?:ing|ion)?", "read(?:ing|s)?(?: of one)?")
)
STREAMED = (
    r"\b(?:wal|pitr|point-?in-?time|continuous\w*|stream\w*|binlogs?|replica\w*|journal\w*|archiv\w*)\b"
)
NOT_NOW = r"\b(?:was|were|used to|instead of|not|rather than|before|formerly|alarm|alert|warns?)\b"

IN_HAND = (
    rf"{NOT_NOW}|\b(?:prefetch\w*|un-?ack\w*|in[- ](?:flight|hand)|not yet acknowledged)\b"
    r"|\b(?:consumer|worker|client|process|reader|copy|machine)s?\s+(?:\w+\s+)?(?:holds?|keeps?)\b"
)
"""Besides, what a consumer has taken and not acknowledged: its own window, not what a queue holds."""
