"""Effects of scripts that come by a package, by brackets or by a listener.

The clock of `moment()` is the clock, and the environment behind brackets is the environment; who only
listens to a process has started none.
"""

import pytest

from tests.constraints.asking import asked, places

MOMENT, DAYJS = "import moment from 'moment';", "const dayjs = require('dayjs');"
CHILD = "import { ChildProcess } from 'node:child_process';"


def told(effect: str, text: str) -> int:
    """How many lines of a file have an effect."""
    return len(places(asked(f"forbidden-call\neffects: [{effect}]", {"src/a.ts": f"{text}\n"})))


@pytest.mark.parametrize(
    ("effect", "text"),
    [
        ("clock", f"{MOMENT} f(moment());"),
        ("clock", f"{MOMENT} f(moment.utc());"),
        ("clock", f"{DAYJS} f(dayjs());"),
        ("clock", "import { DateTime } from 'luxon'; f(DateTime.now());"),
        ("clock", "const _ = require('lodash'); f(_.now());"),
        ("clock", "import now from 'lodash/now'; f(now());"),
        ("clock", "f(Temporal.Now.instant());"),
        ("network", "navigator.sendBeacon('a');"),
        ("environment", "f(import.meta.env.VITE_A);"),
        ("environment", "f(process['env'].HOME);"),
        ("environment", "f((process as any).env.HOME);"),
        ("environment", "f(process.env.HOME);"),
        ("process", f"{CHILD} function f(c: ChildProcess) {{ c.kill(); }}"),
        ("process", f"{CHILD} function f(c: ChildProcess) {{ c.send(1); }}"),
    ],
)
def test_an_effect_is_told_once_whatever_way_it_comes(effect: str, text: str) -> None:
    assert told(effect, text) == 1


@pytest.mark.parametrize(
    ("effect", "text"),
    [
        ("clock", f"{MOMENT} f(moment('2026-01-01'));"),
        ("clock", f"{MOMENT} f(moment.duration(5));"),
        ("clock", f"{DAYJS} f(dayjs(row.at)); dayjs.extend(f);"),
        ("clock", "import { DateTime } from 'luxon'; f(DateTime.fromISO('a'));"),
        ("clock", "const _ = require('lodash'); f(_.noop());"),
        ("clock", "import { now } from './mine'; f(now());"),
        ("clock", "f(Temporal.PlainDate.from('a'));"),
        ("network", "f(navigator.userAgent);"),
        ("environment", "f(import.meta.url);"),
        ("environment", "f((x as any).env.HOME); g(x['env'].HOME);"),
        ("process", f"{CHILD} function f(c: ChildProcess) {{ c.once('exit', g); c.off('exit', g); }}"),
        ("process", f"{CHILD} function f(c: ChildProcess) {{ return c.pid ?? c.exitCode; }}"),
        ("process", "import { isMainThread } from 'node:worker_threads'; if (isMainThread) f();"),
    ],
)
def test_what_only_reads_like_one_has_none(effect: str, text: str) -> None:
    assert told(effect, text) == 0
