"""`parti init`: the least that is needed, in a repository that may have been there for years.

Called through `table`. Writes only what is missing, so a second run changes nothing, and accepts
today's findings into a baseline, so that the gate is green on day one and holds from there. Only the
first run accepts, and only a person's: else a later `init` would be a way around the gate (G5).
"""

from parti.library import load
from parti.records import canonical, files
from parti.source import project
from parti.workflow import config as configs
from parti.workflow import constraining, first_rule, mining, trees
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

IGNORED = (
    b"# Locks, interrupted writes and reports; never part of the record.\n"
    b"*.lock\n*.torn\n.*.tmp\nreports/\n"
)
UNTOUCHED = b"# A converted line end would make every record's id wrong.\n*.jsonl -text\n"


def init(house: House) -> Outcome:
    """Sets Parti up; what is there already stays as it is."""
    tree = trees.of(house.world.repository)
    seen = _with_own_python(house, project.look(tree.paths(), tree.text))
    first = not (house.root / configs.PATH).exists()
    written = [
        _missing(house, configs.PATH, _config(seen)),
        _missing(house, ".parti/.gitignore", IGNORED),
        _missing(house, ".parti/.gitattributes", UNTOUCHED),
        _missing(house, constraining.DOCUMENT, first_rule.document(tree, seen).encode()),
    ]
    house = houses.at(house.world, house.slug)
    accepted = 0
    if first and not (house.root / constraining.BASELINE).exists():
        by_agent = house.world.repository.person().name.startswith("agent:")
        accepted = constraining.accept_today(house, () if by_agent else None)
        written.append(constraining.BASELINE)
    found = mining.count(house) if first else 0
    made = [path for path in written if path]
    lines = (
        f"languages {', '.join(seen.languages) or 'none recognised'}",
        f"tests     {seen.test or 'none found; set them in ' + configs.PATH}"
        + (f"   (because of {seen.because})" if seen.because else ""),
        *(f"wrote     {path}" for path in made),
        *(("nothing   was missing; nothing was changed",) if not made else ()),
        *((f"accepted  {accepted} findings of today into the baseline",) if accepted else ()),
        *_mined(found),
    )
    data = {"languages": list(seen.languages), "test": seen.test, "wrote": made, "accepted": accepted}
    if found != 0:
        data["mined"] = found
    return Outcome(lines=lines, data=data, next="parti gate")


def _mined(found: int | None) -> tuple[str, ...]:
    """What the code already obeys, as a hint: adopting a rule is a decision, so nothing is written here."""
    if found is None:
        return ("obeyed    not looked at here, because the tree is large: see parti constraints mine",)
    if not found:
        return ()
    return (
        f"obeyed    {found} rule{'s' * (found != 1)} that nobody wrote down: see parti constraints mine,",
        "          make it a constraint with parti constraints adopt <number>",
    )


def _with_own_python(house: House, seen: project.Project) -> project.Project:
    """A virtual environment in the root is the one in which the tests' packages are."""
    own = ".venv/bin/python"
    if not seen.test.startswith("python3 ") or not (house.root / own).exists():
        return seen
    because = f"{seen.because}, and {own} is there"
    return project.Project(seen.languages, seen.test.replace("python3", own, 1), because)


def _missing(house: House, path: str, data: bytes) -> str:
    target = house.root / path
    if target.exists() or not data:
        return ""
    files.write(target, data)
    return path


def _config(seen: project.Project) -> bytes:
    text = load.text("texts/config.toml")
    names = ", ".join(_quoted(name) for name in seen.languages[:5])
    return (
        text.replace("@languages@", names)
        .replace("@test@", _quoted(seen.test) if seen.test else "")
        .encode()
    )


def _quoted(text: str) -> str:
    return canonical.encode(text).decode()
