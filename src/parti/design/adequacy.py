"""Whether an answer says anything: typed slots before lexical rules.

Called by `answer`. A question says what its answer must hold (a number with a unit, a mechanism, an
owner, states, one choice); words such as "should be fine" never fill a slot. The rules and the
thresholds follow the field's measured lists (research on vague requirements: lexical rules alone reach 59 %
precision, slots first do far better), and an answer is sent back at most once, naming what is missing.
"""

import re

import msgspec

from parti.design import deferral, delegation

REQUIRED = {"blocker": 3, "high": 3, "medium": 2, "low": 1}

_PLACEHOLDER = re.compile(
    r"^\W*(tbd|tbc|todo|fixme|later|eventually|n/?a|none|nothing|unknown|idk|dunno|"
    r"((i|we) )?(have |had )?no (idea|clue)( yet)?|"
    r"((i|we) )?(really |still )?(do not|don['’]?t) (really )?know( (yet|it|this|that))*|"
    r"((it|this|that)(['’]s| is) )?(still )?"
    r"(undecided|unclear|not( yet)? (decided|defined|known|clear|settled))( yet)?|"
    r"((it|this|that) )?(to|will|must|should|has to|needs to|is to) be "
    r"(decided|defined|discussed|confirmed|determined)( (later( on)?|soon|then))?|\?+)?\W*$",
    re.IGNORECASE,
)
"""Nothing but that there is no answer: “we do not know the zone, so it is UTC” is one."""

_ASSENT = re.compile(
    r"^\W*(yes|no|ok(ay)?|sure|fine|agreed?|sounds good|as recommended|recommended|the default|"
    r"whatever( you (recommend|like|want|think))?|(it['’]?s |it is )?up to you|"
    r"as you (like|wish|want|think best)|you (decide|choose)|"
    r"ditto|(the )?same as (above|before|usual)|(see|as) above)\W*$",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(should be (fine|ok|okay|enough|good)|probably|maybe|perhaps|hopefully|not sure|"
    r"i (guess|think|suppose|assume)|in theory|ideally|normally|usually|it depends|we['’]?ll see|"
    r"best effort|as needed|if necessary|where appropriate|reasonabl[ey]|appropriate(ly)?|"
    r"properly|gracefully|robust(ly)?|handle (it|errors?)|"
    r"the (framework|library|database|platform|cloud) (will )?(handles?|does|takes care))\b",
    re.IGNORECASE,
)
_NO_HEDGE = re.compile(
    r"(?:\A|(?<=[.;:,] ))(?:normally|usually) (?=(?:about |around )?\d)"
    r"|\bgracefully (?=(?:within|in|after) (?:at most )?\d)",
    re.IGNORECASE,
)
"""What tells an ordinary day's number from the peak's, or how long a stop may take, leaves nothing open."""

_VAGUE = re.compile(
    r"\b(best[- ]practices?|state of the art|industry[- ]standards?|(make|makes|making|made) sure|"
    r"ensur(e|es|ed|ing)|guarantee[sd]?|(in)?correct(ly|ness)?|(un)?safe(ly|ty)?|(in)?secure(ly)?|"
    r"good|(?<!as )well(?! as)|fine|nice(ly)?|ok(ay)?|great|clean(ly)?|careful(ly)?|"
    r"optimal(ly)?|optimi[sz]ed|efficient(ly)?|"
    r"reliabl[ey]|scalabl[ey]|flexibl[ey]|sufficient(ly)?|adequate(ly)?|enough|quality|proper|sensible|sane|"
    r"standard|modern|smooth(ly)?|seamless(ly)?|perfect(ly)?|fast|quick(ly)?|"
    r"as (usual|always|needed|expected|it should)|the usual( way)?)\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\b(?!(a|all|always|an|and|any|anything|are|as|at|be|because|been|being|but|by|can|care|cases?|configured?|"
    r"design|did|do|does|each|etc|every|everyone|everything|few|follows?|for|from|go|goes|had|handle[ds]?|has|"
    r"have|here|how|i|if|implement|implemented|in|into|is|it|its|just|like|many|may|more|most|must|need|"
    r"needed|needs|of|on|only|or|other|ours?|own|set|should|s|so|solution|some|such|system|takes?|than|that|"
    r"the|their|them|then|there|these|they|things?|this|those|to|use[ds]?|using|very|was|ways?|we|were|what|"
    r"when|where|whatever|which|who|will|with|works?|would|you)\b)[\w’'-]+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"`[^`]+`|\b\w+\(\)|\b[a-zA-Z]\w{0,80}_\w+|\b[\w-]{1,80}\.(py|js|ts|go|rs|java|rb|toml|ya?ml|json|sql|md|sh|c|h)\b|"
    r"\b[A-Z]{0,40}[a-z]{1,40}[A-Z]\w*|\b[\w.-]{1,80}/[\w./-]*"
)

_COUNTED = (
    r"(x\b|ms\b|s\b|sec|second|milli|min|h\b|hour|day|week|month|quarter|year|[kmgt]i?b\b|(kilo|mega|giga)?"
    r"bytes?\b|bits?\b|[rqt]ps\b|hz\b|/\s?(s|min|h|day)|per\b|line|row|item|record|message|event|file|request|"
    r"attempt|retr|tr(y|ies)|time|user|connection|worker|process|run|entr|action|copy|copies|version|job|call|"
    r"token|write|read|key|page|instance|replica|thread|people|person|cent|eur|usd|gbp|dollar)"
)
_UNIT = (
    r"(%|percent|\$|€|£|" + _COUNTED + r"|chars?\b|character|code ?point|digit|letter|word|symbol|column|"
    r"field|level|layer|node|partition|shard|segment|bucket|block|batch|chunk|step|hop|round|core|cpu|slot|"
    r"table|topic|queue|consumer|publisher|producer|handler|task|session|socket|host|server|machine|pod|"
    r"container|region|zone|objects?\b|order|customer|tenant|quer(y|ies)|statement|transaction|element|folder|"
    r"director(y|ies)|(decimal )?place|deploy|pixel|px\b|argument|parameter|delta|commit|[km]\b)"
)
_LITERAL = r"\d([\d.,_]{0,30}\d)?"
_NUMBER = re.compile(
    rf"{_LITERAL}\s*{_UNIT}|{_LITERAL}[km]?[\s-]+(?!(of|in|and|or|is|are|was|will|to|the|for|with|at|on|by|as|"
    rf"from|says?|has|can|may|must)\b)[a-z-]+\s+{_UNIT}|"
    r"([≤≥<>=:±≈×$€£]|\b(at (most|least)|max(imum)?|min(imum)?|up to|no more than|(fewer|less|more) than|"
    r"below|under|over|above|within|exactly|limit(ed)?( is| of| to)?|cap(ped)?( is| of| at)?|prefetch|"
    r"between))"
    rf"\s*{_LITERAL}|{_LITERAL}\s*(to|–|-|\.\.)\s*{_LITERAL}[km]?\s+[a-z]|"
    rf"\b(one|zero|no(?!\s+(time|user|person|people|key|version)))\s+{_COUNTED}|"
    rf"\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|dozen)\s+{_UNIT}|"
    r"\b(half an?|an?)\s+(minute|hour|day|week|month|quarter|year)\b(?!\s+or\b)|"
    r"\bhalf an?\s+([kmg]i?b|kilobyte|megabyte|gigabyte|second|million|thousand)\b|"
    rf"{_LITERAL}\s*(to|–|\.\.)\s*{_LITERAL}(?=\s*([,;)]|\.?$|\.\s))",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<!all )(?<!at )(?<!least )\bonce(?=\s*(?:[,.;)]|$|(?:per|an?|each|every)\b))|\b(?:twice|thrice)\b"
    rf"|\bcounts? of {_LITERAL}"
    r"|\b(?:first|second|third) (?:attempt|tr(?:y|ies)|deliver(?:y|ies)|failure|time)\b(?! to\b)",
    re.IGNORECASE,
)
"""Counts without a unit: `once` at the end of a clause is one, at its beginning it means *as soon as*."""

_KEPT_UNTIL = re.compile(
    r"\b(?:kept|keeps?(?! \w+ing\b)|lives?|deleted?|deletes|removed?|removes|purged?|erased?)\b[^.;]{0,40}"
    r"\b(?:until|as long as|for ever|forever|in the same \w+|in one \w+|together with|by the \w+ that)\b"
    r"|\b(?:nothing|never|no \w+|none)\b[^.;]{0,20}\b(?:deleted|removed|purged|erased)\b",
    re.IGNORECASE,
)
"""How long something is kept, told by the event that ends it."""

_WAVED_OFF = re.compile(
    r"\b(?:nobody|no one|no-one)\b(?: (?:ever|really|here))? (?:(?:(?:needs?|has) to|needs (?:it|that)|"
    r"would (?:notice|care))(?=\s*(?:[,.;!]|$|because\b|since\b))|cares?\b|minds?\b)"
    r"|\b(?:it|all|everything|that)(?: is|['’]s)(?: all| just| really)? (?:fine|ok(?:ay)?|good|alright)\b",
    re.IGNORECASE,
)
"""Says that the question does not matter, and then a number or a mechanism beside it is no answer either.
“Nobody has to remove it” says something, so what nobody needs to do must be left open.
"""

_ALL = re.compile(r"\b100\s?(%|percent)", re.IGNORECASE)
_MECHANISM = re.compile(
    r"\b(lock\w*|retr(y|ies|ied)|backoff|jitter|unique|constraint|transaction\w*|commit\w*|ack\w*|nack\w*|"
    r"reject\w*|refus\w*|rename\w*|fsync\w*|atomic\w*|append\w*|temporary|queue\w*|dead.?letter\w*|"
    r"time.?out\w*|deadline\w*|heartbeat\w*|drop\w*|skip\w*|log\w*|alert\w*|metric\w*|exit\w*|raise\w*|"
    r"restart\w*|replay\w*|rebuild\w*|re.?read\w*|compare\w*|version\w*|key\w*|idempot\w*|lease\w*|"
    r"single|only one|one writer|pool\w*|prefetch|limit\w*|cap\w*|check\w*|valid\w*|pars\w*|escap\w*|"
    r"hash\w*|digest\w*|sort\w*|order\w*|writes?|reads?|kept|keeps?|stor\w*|moved?|copie[sd]|copy|delet\w*|"
    r"superse\w*|test\w*|backup\w*|restor\w*|migrat\w*|tolerat\w*|ignor\w*|serv\w*|return\w*|wait\w*|"
    r"cach\w*|batch\w*|stream\w*|rotat\w*|report\w*|print\w*|names?|says?|stops?|fails?|shows?|"
    r"bind|bound|parameteri[sz]ed|placeholders?|counters?|sequence)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\b(uses?|calls?|holds?|keeps?|takes?|gives?|waits?|opens?|closes?|commits?|rolls? back|rolled back|"
    r"marks?|records?|sends?|fetch(es)?|inserts?|updates?|deletes?|removes?|puts?|hands?|passes|loads?|saves?|"
    r"claims?|publish(es)?|retries|repeats?|counts?|blocks?|frees?|releases?|wraps?|encodes?|decodes?|converts?|"
    r"maps?|receives?|accepts?|closed|sent|comput(es|ed)|calculat(es|ed)|deriv(es|ed)|subtract(s|ed)?|"
    r"buffer(s|ed)|(re)?connects?|pages|paged|(re)?starts?|evaluat(es|ed)|sees)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(is|are|was|will|must|does|has|have|makes?|builds?|creates?|turns?|adds?|gets?|asks?|tells?|starts?|"
    r"ends?)\b|(`|\(\))\s+\w+(s|ed)\b",
    re.IGNORECASE,
)
_NAMED_DOES = re.compile(r"(?:`[^`]+`|\(\))\s(?!(?:was|has|does|works)\b)[a-z]+[^\Wsiu]s\b")
"""A name out of the code and what it does, whatever verb that is."""

_OWNER = re.compile(
    r"\b(only|sole|exclusively|owns|owned by|owner|alone|team|maintainers?|whoever|nobody else|no one else|"
    r"no other|we own)\b|"
    r"\b(the|an?|one|each|every|this|no(?! (one|body)\b))\s+"
    r"((?!(system|code|framework|program|application|app|software|thing)\b)"
    r"[\w-]+\s+){1,3}?(owns?|writes?|holds?|keeps?|declares?|decides?|runs?|maintains?|publish(es)?|creates?|"
    r"generates?|calls?|retries|repeats?|serves?|sends?|changes|updates?|deletes?)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?!(the|an?|our|each|every|some|any|same|right|one|that|this|responsible|respective|whole)\b)[a-z]\w*[\s-]"
    r"(service|module|helper|consumer|publisher|worker|scheduler|engineers?|developers?|lead|operators?|dba|desk)\b",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?<![.!?:;])\s[(“\"']*(?!(I|OK|TBD|We|It)\b)[A-Z]\w*")
_SOMEBODY = re.compile(r"^\W*(some|any) ?(one|body)\b(?! else\b)[^.;:]*[.;:]?\W*$", re.IGNORECASE)
"""One sentence about nobody in particular."""

_STATES = re.compile(
    r"\w\s*(→|->|=>)\s*\w|\bfrom\s+(?!to\b)\w.{0,400}\bto\s+\w|\bbecomes?\b|"
    r"\bno (such |other |further )*states?\b|\w,?\s+then\s+\w+,?\s+then\s+\w",
    re.IGNORECASE,
)
_NO_REASON = re.compile(
    r"^\W*(?:(?:(?:we|i|there|just|simply|has|have|had|is|was|got|really)|['’]ve|we['’]ve|i['’]ve)\s)*"
    r"(?:no (?:time|energy|interest|wish)(?: (?:left|now|today|yet|at all))*(?: (?:to|for)\b[^,.;:]*)?|"
    r"too (?:busy|tired|lazy|boring|annoying)|(?:just )?because|not (?:now|today|important|interesting)|"
    r"(?:can['’]?t|cannot|don['’]?t|do not) (?:be bothered|bother|care|want)(?: to)?(?: \w+){0,3})\W*$",
    re.IGNORECASE,
)
"""That one does not want to is no reason that somebody else could weigh."""

_RISK = re.compile(r"\brisk is recorded\b|\baccept(ed)? (the |a )?(loss|risk)\b", re.IGNORECASE)

_MISSING = {
    "number": "a number with its unit (for example 200 messages/s, 3 tries, 2 s), or what ends it",
    "mechanism": "the mechanism: what does it, and what someone would see",
    "owner": "a name: which component, file, team or person",
    "states": "the states and the moves between them (a → b)",
    "choice": "one committed choice, and what follows from it",
}
_WHO = "say what handles it by its name, and where that is configured or what it guarantees"


class Judgement(msgspec.Struct, frozen=True):
    """How much an answer says (0 placeholder, 1 assent or hedge, 2 partly, 3 complete)."""

    level: int
    missing: str


def judge(text: str, slot: str) -> Judgement:
    """The level of an answer for a slot."""
    stripped = " ".join(text.split())
    judged = _judged(stripped, slot)
    if judged.level <= 1 or _RISK.search(stripped):
        return judged
    if owed := deferral.deferred(stripped):
        return Judgement(1, f"“{owed}” puts it off; say what holds now, or waive it until then.")
    if (nobody := deferral.nobodys(stripped)) and not (slot == "owner" and _SOMEBODY.match(stripped)):
        return Judgement(1, f"“{nobody}” is nobody in particular; say who or what does it.")
    return judged


def _judged(stripped: str, slot: str) -> Judgement:
    """What the words say, whenever they hold."""
    if _PLACEHOLDER.match(stripped):
        return Judgement(0, f"It is a placeholder; the answer needs {_MISSING[slot]}.")
    if _ASSENT.match(stripped):
        return Judgement(1, f"It only agrees; the answer needs {_MISSING[slot]}.")
    if _RISK.search(stripped):
        return Judgement(3, "")
    if waved := _WAVED_OFF.search(stripped):
        return Judgement(
            1, f"“{waved.group(0)}” waves it off; say what holds, or waive it with the reason."
        )
    sent = delegation.delegated(stripped)
    if sent:
        return Judgement(1, f"“{sent}” sends it elsewhere; {_WHO}.")
    hedge = _HEDGE.search(_NO_HEDGE.sub("", delegation.without(stripped)))
    vague = _VAGUE.search(stripped)
    filled = _filled(stripped, slot, vague=vague is not None)
    if filled and not hedge:
        return Judgement(3, "")
    if hedge and not filled:
        return Judgement(1, f"“{hedge.group(0)}” leaves it open; the answer needs {_MISSING[slot]}.")
    if hedge:
        return Judgement(2, f"“{hedge.group(0)}” takes back what the rest says; say what holds.")
    if vague:
        level = 2 if _content(_VAGUE.sub(" ", stripped)) >= 3 else 1
        return Judgement(level, f"“{vague.group(0)}” can mean anything; the answer needs {_MISSING[slot]}.")
    return Judgement(2 if len(stripped.split()) >= 3 else 1, lacks(slot))


def lacks(slot: str) -> str:
    """What is said of an answer that neither hedges nor agrees and only does not fill its slot."""
    return f"The answer needs {_MISSING[slot]}."


def is_reason(text: str) -> bool:
    """Whether this says why a question may be left; that it is put off is what leaving it means."""
    stripped = " ".join(text.split())
    return not _NO_REASON.match(stripped) and _judged(stripped, "choice").level >= 2


def says_nothing(text: str) -> bool:
    """Whether this is a placeholder, mere agreement or a hope, for texts that fill no slot."""
    return any(rule.search(text) for rule in (_PLACEHOLDER, _ASSENT, _HEDGE, _WAVED_OFF))


def enough(judgement: Judgement, severity: str) -> bool:
    """Whether the level closes an obligation of this severity."""
    return judgement.level >= REQUIRED[severity]


def _filled(text: str, slot: str, *, vague: bool) -> bool:
    """Vague words count for nothing: what is left without them has to fill the slot."""
    left = _ALL.sub(" ", _VAGUE.sub(" ", text)) if vague else text
    if slot == "number":
        return bool(_NUMBER.search(left) or _COUNT.search(left) or (not vague and _KEPT_UNTIL.search(left)))
    named = _NAME.search(left) is not None
    if slot == "owner":
        if _SOMEBODY.match(left) and not (named or _PROPER.search(left)):
            return False
        said = named or bool(_PROPER.search(left) or _OWNER.search(left))
        said = said or (not vague and _ROLE.search(left) is not None)
        return said and (named or not vague or _content(left) >= 2)
    if slot == "states":
        return bool(_STATES.search(left))
    if slot == "choice":
        return len(text.split()) >= 3 and (not vague or named or _content(left) >= 2)
    return _works(text, left, named=named, vague=vague)


def _works(text: str, left: str, *, named: bool, vague: bool) -> bool:
    """A mechanism: a telling word; or an ordinary verb among enough words or two names."""
    if len(text.split()) < 5:
        return False
    told = _content(left)
    if _MECHANISM.search(left) and (not vague or told >= (3 if named else 4)):
        return True
    acts = _ACTS.search(left) is not None or _NAMED_DOES.search(left) is not None
    if left.count("`") >= 4:
        return acts or _VERB.search(left) is not None
    return acts and told >= 5


def _content(text: str) -> int:
    """How many words say something by themselves."""
    return sum(1 for _ in _CONTENT.finditer(text))
