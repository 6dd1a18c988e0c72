"""The end of a waiver: a day that is still to come, or an event that one can see happen.

Called by `settlement`. A blocker that is waived “until later” is never looked at again; so what stands
there has to be something that comes by itself, and that two people would notice on the same day.
"""

import re

from parti.design import adequacy, deferral

_EXACT = re.compile(r"\W*(\d{4}-\d{1,2}-\d{1,2})\W*")
_NOT_AFTER = "that day is not after today"
_NO_EVENT = "it names no event in at least two words, and no date such as 2027-03-01"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|winter)"
)
_CALENDAR = re.compile(
    rf"(?:(?:tomorrow|20\d{{2}}|q[1-4]|(?:the )?(?:end|middle|beginning) of|and|or|next|{_MONTHS}|"
    r"\d{1,2}(?:st|nd|rd|th|\.)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:\W+|$))+",
    re.IGNORECASE,
)
"""A month, a quarter, a year, a day of the week: one word of these is an end."""

_JOINING = re.compile(r"\b(?:(?:the )?(?:end|middle|beginning) of|and|or|next)(?:\W+|$)", re.IGNORECASE)
"""What stands between words of the calendar, and says no day when it stands alone."""

_NUMBERED = re.compile(
    r"(?:the )?(?:release|version|milestone|iteration|sprint|issue|ticket|pull request|pr)\W{0,2}"
    r"v?\d[\w.]*",
    re.IGNORECASE,
)
"""A thing that is counted up where people work, by its number."""

_NO_DAY = re.compile(
    r"^\W*(?:(?:until|till|some|much|a bit|a little)\s)*(?:later(?: on)?|soon(?:er or later)?|eventually|"
    r"(?:some ?|one ?|another |a later )(?:day|time)|at some point(?: in time)?|"
    r"in (?:the|due|a) (?:course|time|while)|"
    r"(?:in )?(?:the |a )?(?:near |distant )?future|further notice|forever|for ever|never|always|"
    r"(?:when|once|if|as soon as|whenever|as)(?: it is| it['’]s| is| we are| there is)? "
    r"(?:needed|necessary|required|ready|possible|done|time|convenient)|"
    r"(?:when|once|if|as soon as|whenever) (?:we|i|you|they|somebody|someone|anyone|anybody) "
    r"(?:have|has|find|finds|get|gets|want|wants|need|needs|feel|feels|like|likes|know|knows|"
    r"complain|complains|notice|notices|care|cares|decide|decides)\b.*)\W*$",
    re.IGNORECASE,
)


def wrong(until: str, today: str) -> str:
    """Why this is no end, as the half of a sentence; empty when it is one.

    Args:
        until: what a person wrote. today: as `2026-03-01`; empty when dates cannot be compared.
    """
    if exact := _EXACT.fullmatch(until):
        return _past(exact[1], today)
    if _CALENDAR.fullmatch(until):
        if not re.search(r"[^\W\d_]|20\d\d", _JOINING.sub("", until)):
            return _NO_EVENT
        years = re.findall(r"20\d\d", until)
        return _NOT_AFTER if years and max(years) < today[:4] else ""
    if _NO_DAY.match(until) or adequacy.says_nothing(until) or deferral.deferred(until):
        return "nobody will see it come"
    if _NUMBERED.fullmatch(until):
        return ""
    if len(re.findall(r"[^\W\d_]{2,}", until)) < 2:
        return _NO_EVENT
    return ""


def _past(until: str, today: str) -> str:
    year, month, day = (int(part) for part in until.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= month <= 12 and 1 <= day <= days[month - 1]):
        return "there is no such day"
    date = f"{year:04}-{month:02}-{day:02}"
    return _NOT_AFTER if date <= today else ""
