"""One full example of every kind of fact, and the canonical body that must stand in the log for it.

The bodies are typed by hand from `docs/records.md`, not made by the code: a field that is renamed,
dropped or reordered is a log that old clones can no longer read.
"""

from parti.records import vocabulary as facts
from tests.records import debate_samples

OLD = "r:" + "0" * 64

SAMPLES: tuple[tuple[facts.Fact, str], ...] = (
    (
        facts.FeatureOpened(slug="checkout", wish="pay", branch="main", lane="deep"),
        '{"branch":"main","lane":"deep","slug":"checkout","wish":"pay"}',
    ),
    (facts.FeatureClosed(reason="it is live"), '{"reason":"it is live"}'),
    (
        facts.ProblemStated(
            situation="s",
            needed=("n",),
            never=("v",),
            quantities=("q",),
            given=("g",),
            unknown=("u",),
            out_of_scope=("o",),
            supersedes=(OLD,),
        ),
        '{"given":["g"],"needed":["n"],"never":["v"],"out_of_scope":["o"],"quantities":["q"],"situation":"s",'
        f'"supersedes":["{OLD}"],"unknown":["u"]}}',
    ),
    (
        facts.ComponentNamed(name="shop", kind="cache", why="fast", supersedes=(OLD,)),
        f'{{"kind":"cache","name":"shop","supersedes":["{OLD}"],"why":"fast"}}',
    ),
    (
        facts.ObligationsDrawn(
            bank="bank:1",
            questions=(facts.Drawn("q-1", "load", "high", ("shop", "cart"), "number", True),),
            supersedes=(OLD,),
        ),
        '{"bank":"bank:1","questions":[{"components":["shop","cart"],"concern":"load","first":true,'
        f'"question":"q-1","severity":"high","slot":"number"}}],"supersedes":["{OLD}"]}}',
    ),
    (
        facts.Answered(question="q-1", text="40 a second", how="own", supersedes=(OLD,)),
        f'{{"how":"own","question":"q-1","supersedes":["{OLD}"],"text":"40 a second"}}',
    ),
    (
        facts.AnswerSentBack(question="q-1", text="fast", missing="a number"),
        '{"missing":"a number","question":"q-1","text":"fast"}',
    ),
    (
        facts.Waived(question="q-1", reason="small", until="2027", supersedes=(OLD,)),
        f'{{"question":"q-1","reason":"small","supersedes":["{OLD}"],"until":"2027"}}',
    ),
    (
        facts.RuledOut(question="q-1", reason="no disk", supersedes=(OLD,)),
        f'{{"question":"q-1","reason":"no disk","supersedes":["{OLD}"]}}',
    ),
    (
        facts.Decided(
            key="D-1",
            title="One writer",
            choice="a queue",
            because="order",
            rejected=(facts.Rejected("a lock", "slow"),),
            answers=("q-1",),
            supersedes=(OLD,),
        ),
        '{"answers":["q-1"],"because":"order","choice":"a queue","key":"D-1",'
        f'"rejected":[{{"option":"a lock","why":"slow"}}],"supersedes":["{OLD}"],"title":"One writer"}}',
    ),
    (
        facts.InvariantStated(key="INV-1", text="paid once", why="money", supersedes=(OLD,)),
        f'{{"key":"INV-1","supersedes":["{OLD}"],"text":"paid once","why":"money"}}',
    ),
    (
        facts.FailureModeNamed(
            key="FM-1",
            component="shop",
            mode="lost-update",
            handling="retry",
            evidence="t",
            supersedes=(OLD,),
        ),
        '{"component":"shop","evidence":"t","handling":"retry","key":"FM-1","mode":"lost-update",'
        f'"supersedes":["{OLD}"]}}',
    ),
    (
        facts.DataNamed(key="DATA-1", name="cart", shape="rows", owner="shop", supersedes=(OLD,)),
        f'{{"key":"DATA-1","name":"cart","owner":"shop","shape":"rows","supersedes":["{OLD}"]}}',
    ),
    (
        facts.ModuleTouched(key="MOD-1", path="src/a.py", why="pays", supersedes=(OLD,)),
        f'{{"key":"MOD-1","path":"src/a.py","supersedes":["{OLD}"],"why":"pays"}}',
    ),
    (
        facts.Withdrawn(reason="wrong", supersedes=(OLD,)),
        f'{{"reason":"wrong","supersedes":["{OLD}"]}}',
    ),
    (facts.Absorbed(document="page:1", changes=3), '{"changes":3,"document":"page:1"}'),
    (
        facts.DesignLocked(design="design:1", method="terminal", signer="Ada", signature="checkout"),
        '{"design":"design:1","method":"terminal","signature":"checkout","signer":"Ada"}',
    ),
    (
        facts.DesignUnlocked(reason="new load", supersedes=(OLD,)),
        f'{{"reason":"new load","supersedes":["{OLD}"]}}',
    ),
    (
        facts.ChunkPlanned(
            number=2,
            intent="write",
            files=("a.py", "b.py"),
            test="pytest a",
            size=80,
            serves=("D-1",),
            supersedes=(OLD,),
        ),
        '{"files":["a.py","b.py"],"intent":"write","number":2,"serves":["D-1"],"size":80,'
        f'"supersedes":["{OLD}"],"test":"pytest a"}}',
    ),
    (
        facts.ChunkBriefed(number=2, base="abc", brief="brief:1", tokens=900),
        '{"base":"abc","brief":"brief:1","number":2,"tokens":900}',
    ),
    (
        facts.ChunkChecked(
            number=2,
            base="abc",
            tree="def",
            verdict="pass",
            red="1",
            green="0",
            findings=("x",),
            files=(facts.FileChecked("a.py", "file:1"),),
        ),
        '{"base":"abc","files":[{"digest":"file:1","path":"a.py"}],"findings":["x"],"green":"0","number":2,'
        '"red":"1","tree":"def","verdict":"pass"}',
    ),
    (
        facts.GateJudged(
            tree="def", verdict="pass", suite="ok", architecture="ok", integration="none", findings=("x",)
        ),
        '{"architecture":"ok","findings":["x"],"integration":"none","suite":"ok","tree":"def",'
        '"verdict":"pass"}',
    ),
    *debate_samples.SAMPLES,
)

NAMES = [type(fact).__name__ for fact, _ in SAMPLES]
