"""A full example of every fact of the conversation with models, and its canonical body; see `samples`."""

from parti.records import debate as d
from parti.records import vocabulary as v

OLD = "r:" + "0" * 64
CARD = d.Card(
    "queue",
    (d.Part("reader", "consumer", "reads", ("orders",)),),
    (d.Edge("a", "b", "call", True, "2 s"),),
    "w",
    "r",
    "one",
    (d.Step("new", "save", "done"),),
    (d.Handling("down", "error", "retry"),),
    (d.Assumption("small", "shard"),),
    (d.Dismissed("cron", "late"),),
    ("slow",),
    (d.Claim("shape", "queue", "given", "N1"),),
    (d.Undecided("owner", "who?"),),
)

CARD_BODY = (
    '{"assumptions":[{"if_false":"shard","text":"small"}],"claims":[{"basis":"given","option":"queue"'
    ',"ref":"N1","slot":"shape"}],"components":[{"does":"reads","kind":"consumer","name":"reader","ow'
    'ns":["orders"]}],"concurrency":"one","edges":[{"deadline":"2 s","kind":"call","source":"a","targ'
    'et":"b","waits":true}],"failure_policy":[{"detect":"error","failure":"down","respond":"retry"}],'
    '"falsifiers":["slow"],"read_path":"r","rejected":[{"option":"cron","why":"late"}],"shape":"queue'
    '","states":[{"event":"save","state":"new","target":"done"}],"undecided":[{"question":"who?","slo'
    't":"owner"}],"write_path":"w"}'
)

SAMPLES: tuple[tuple[v.Fact, str], ...] = (
    (
        v.StateMachineNamed(
            key="M-1",
            name="order",
            initial="new",
            final=("done",),
            transitions=(v.Transition("new", "saved", "done", "acknowledge"),),
            supersedes=(OLD,),
        ),
        '{"final":["done"],"initial":"new","key":"M-1","name":"order","supersedes":["'
        + OLD
        + '"],"transitions":[{"effect":"acknowledge","event":"saved","state":"new","target":"done"}]}',
    ),
    (
        v.DataModelled(
            key="DM-1",
            data="DATA-1",
            fields=(v.Field("id", "uuid", "foreign", "DATA-2"),),
            supersedes=(OLD,),
        ),
        '{"data":"DATA-1","fields":[{"key":"foreign","name":"id","refers":"DATA-2","type":"uuid"}],"key":"DM-1","supersedes":["'
        + OLD
        + '"]}',
    ),
    (
        v.QuestionAdded(
            question="Q-m1",
            text="Who?",
            concern="load",
            severity="high",
            slot="owner",
            components=("reader",),
            why="w",
            origin="model",
        ),
        '{"components":["reader"],"concern":"load","origin":"model","question":"Q-m1","severity":"high","slot":"owner","text":"Who?","why":"w"}',
    ),
    (
        v.AnswerDoubted(question="Q-1", missing="a unit", call="adequacy/1", answers=("r:1",)),
        '{"answers":["r:1"],"call":"adequacy/1","missing":"a unit","question":"Q-1"}',
    ),
    (
        v.AnswerLookedAt(question="Q-1", call="again/1", answers=("r:1",)),
        '{"answers":["r:1"],"call":"again/1","question":"Q-1"}',
    ),
    (
        d.LeakSettled(
            words="redis", rule="technology", how="given", because="it runs", late=True, supersedes=(OLD,)
        ),
        '{"because":"it runs","how":"given","late":true,"rule":"technology","supersedes":["'
        + OLD
        + '"],"words":"redis"}',
    ),
    (
        d.NeutralConfirmed(
            of="pb:1",
            call="neutral/1",
            situation="shops send",
            needed=("kept",),
            never=("lost",),
            quantities=("2 a day",),
            supersedes=(OLD,),
        ),
        '{"call":"neutral/1","needed":["kept"],"never":["lost"],"of":"pb:1","quantities":["2 a day"],'
        '"situation":"shops send","supersedes":["' + OLD + '"]}',
    ),
    (
        d.DesignSealed(seal="s-1", commit="ab", size=3, problem="pb:1", tag="before", supersedes=(OLD,)),
        '{"commit":"ab","problem":"pb:1","seal":"s-1","size":3,"supersedes":["'
        + OLD
        + '"],"tag":"before"}',
    ),
    (
        d.SealOpened(seal="s-1", card=CARD, verified=True),
        '{"card":' + CARD_BODY + ',"seal":"s-1","verified":true}',
    ),
    (d.SpendingAllowed(limit=5, estimate=4, calls=3), '{"calls":3,"estimate":4,"limit":5}'),
    (
        d.ModelCalled(
            key="proposal/1",
            template="t:1",
            model="m",
            family="f",
            prompt="b:1",
            reply="b:2",
            outcome="ok",
            tokens_in=1,
            tokens_out=2,
            cost=3,
            tries=1,
            session="s",
            note="n",
        ),
        '{"cost":3,"family":"f","key":"proposal/1","model":"m","note":"n","outcome":"ok","prompt":"b:1","reply":"b:2","session":"s","template":"t:1","tokens_in":1,"tokens_out":2,"tries":1}',
    ),
    (
        d.ProposalReceived(
            key="p-1", lens="owner", model="m", family="f", call="proposal/1", card=CARD, supersedes=(OLD,)
        ),
        '{"call":"proposal/1","card":'
        + CARD_BODY
        + ',"family":"f","key":"p-1","lens":"owner","model":"m","supersedes":["'
        + OLD
        + '"]}',
    ),
    (
        d.ProposalDropped(key="p-2", call="proposal/2", why="no JSON"),
        '{"call":"proposal/2","key":"p-2","why":"no JSON"}',
    ),
    (
        d.ComparisonMade(
            criteria=(d.Criterion("N1", "saved"),),
            labels={"p-1": "amber"},
            cells=(d.Cell("p-1", "N1", "meets", "m", "f", 1, 2, "c", "q", "r", "given"),),
            calls=("cell/1",),
            not_run=("x",),
            supersedes=(OLD,),
        ),
        '{"calls":["cell/1"],"cells":[{"at":2,"basis":"given","card":"p-1","condition":"c","criterion":"N1","family":"f","judge":"m","order":1,"quote":"q","reason":"r","verdict":"meets"}],"criteria":[{"key":"N1","text":"saved"}],"labels":{"p-1":"amber"},"not_run":["x"],"supersedes":["'
        + OLD
        + '"]}',
    ),
    (
        d.DefeaterJudged(
            key="df-1",
            card="p-1",
            criterion="V1",
            trace="1 2",
            basis="given",
            verdict="confirmed",
            confirmations=2,
            sessions=2,
            answer="CONFIRMED",
            supersedes=(OLD,),
        ),
        '{"answer":"CONFIRMED","basis":"given","card":"p-1","confirmations":2,"criterion":"V1","key":"df-1","sessions":2,"supersedes":["'
        + OLD
        + '"],"trace":"1 2","verdict":"confirmed"}',
    ),
    (
        d.DesignChosen(
            proposal="p-1",
            because="b",
            borrowed=(d.Borrowed("p-2", "read_path", "t"),),
            overridden=(d.Overridden("df-1", "r"),),
            supersedes=(OLD,),
        ),
        '{"because":"b","borrowed":[{"proposal":"p-2","slot":"read_path","text":"t"}],"overridden":[{"defeater":"df-1","reason":"r"}],"proposal":"p-1","supersedes":["'
        + OLD
        + '"]}',
    ),
    (
        d.EvidenceFiled(
            key="E-1",
            text="t",
            kind="fact",
            status="claimed",
            ref="r",
            bears_on=("C-1",),
            supersedes=(OLD,),
        ),
        '{"bears_on":["C-1"],"key":"E-1","kind":"fact","ref":"r","status":"claimed","supersedes":["'
        + OLD
        + '"],"text":"t"}',
    ),
    (
        d.ObjectionRaised(
            key="o-1", claim="D-4", text="t", kind="evidence", relayed="conditional", evidence="E-1"
        ),
        '{"claim":"D-4","evidence":"E-1","key":"o-1","kind":"evidence","relayed":"conditional","text":"t"}',
    ),
    (
        d.PositionTaken(
            claim="D-4",
            option="a",
            session="s",
            family="f",
            probe="fresh",
            call="c",
            changed=True,
            because="E-1",
            reasons="r",
            cites=("E-1",),
            shown=("E-1",),
        ),
        '{"because":"E-1","call":"c","changed":true,"cites":["E-1"],"claim":"D-4","family":"f","option":"a","probe":"fresh","reasons":"r","session":"s","shown":["E-1"]}',
    ),
    (
        d.PositionHeld(
            claim="D-4",
            objection="o-1",
            option="a",
            fresh=3,
            fresh_of=3,
            turned=1,
            turned_of=3,
            label="contested",
        ),
        '{"claim":"D-4","fresh":3,"fresh_of":3,"label":"contested","objection":"o-1","option":"a","turned":1,"turned_of":3}',
    ),
    (
        d.PositionMoved(claim="D-4", objection="o-1", before="a", after="b", evidence="E-1"),
        '{"after":"b","before":"a","claim":"D-4","evidence":"E-1","objection":"o-1"}',
    ),
    (
        d.AgreementMeasured(
            design="d:1", sessions=3, questions=("Q-1",), agreed=850, differ=("Q-1",), calls=("c",)
        ),
        '{"agreed":850,"calls":["c"],"design":"d:1","differ":["Q-1"],"questions":["Q-1"],"sessions":3}',
    ),
)
