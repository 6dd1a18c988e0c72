"""written-once in JavaScript and TypeScript: a helper under its disguises there, and what is not one."""

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

SLUG = """
import { strip as bare } from './strip';

const LIMIT = 80;

export function slug(text) {
  const plain = bare(text.normalize('NFKD')).toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).slice(0, LIMIT);
  if (!words.length) {
    throw new RangeError('no words');
  }
  for (const word of words) {
    note({ word, at: text.length });
  }
  return words.filter(w => w.length > 1).join('-');
}
"""
COPIES = {
    "a copy": SLUG.replace("slug", "anchor"),
    "other names": SLUG.replace("slug", "anchor").replace("plain", "p").replace("words)", "parts)")
    .replace("words.", "parts.").replace("const words", "const parts").replace("(w =>", "(it =>")
    .replace("w.length", "it.length"),
    "types": SLUG.replace("slug(text)", "anchor(text: string): string")
    .replace("plain =", "plain: string ="),
    "brackets and casts": SLUG.replace("slug", "anchor").replace("bare(text.", "bare((text as string).")
    .replace("words.filter", "words!.filter"),
    "another alias": SLUG.replace("slug", "anchor").replace("bare", "b"),
    "a required module": SLUG.replace("slug", "anchor").replace("export ", "").replace(
        "import { strip as bare } from './strip';", "const { strip: bare } = require('./strip');"),
    "a member of a module": SLUG.replace("slug", "anchor").replace("bare(", "all.strip(").replace(
        "import { strip as bare }", "import * as all"),
    "double quotes": SLUG.replace("slug", "anchor").replace("'", '"'),
    "an arrow": SLUG.replace("function slug(text) {", "const anchor = (text) => {"),
    "a method": "import { strip as bare } from './strip';\nconst LIMIT = 80;\nclass A {\n"
    + SLUG.split("export function ")[1].replace("slug", "static of") + "}\n",
    "inside a function": "import { strip as bare } from './strip';\nconst LIMIT = 80;\nfunction f() {\n"
    + SLUG.split("export ")[1].replace("slug", "inner") + "return inner;\n}\n",
    "a callback": "import { strip as bare } from './strip';\nconst LIMIT = 80;\nall.map(function (text) {\n"
    + SLUG.split("text) {\n")[1].rstrip()[:-1] + "});\n",
    "one more statement": SLUG.replace("slug", "anchor").replace("  if", "  let calls = 1;\n  if", 1),
    "a constant of its own": SLUG.replace("slug", "anchor").replace("LIMIT", "MOST"),
    "written out": "import { strip as bare } from './strip';\nconst LIMIT = 80;\n"
    "function f(text) {\n  go();\n"
    + SLUG.split("text) {\n")[1].replace("return words", "const name = words").rstrip()[:-1]
    + "  go(name);\n  go();\n}\n",
}  # fmt: skip


def in_script(text: str, ending: str = "ts", named: str = "app.slug.slug") -> tuple[finding.Finding, ...]:
    files = {f"src/app/a.{ending}": text, "src/app/slug.ts": SLUG, "src/app/strip.ts": ""}
    return conformance.of_rule(rule(f"written-once\nhelpers: [{named}]"), trees.Texts(files))


@pytest.mark.parametrize("named", ["app.slug.slug", "src/app/slug.slug", "src/app/slug.ts", "src/app/"])
def test_a_helper_is_named_with_dots_with_its_path_or_by_its_file(named: str) -> None:
    assert [each.place.path for each in in_script(COPIES["a copy"], named=named)][:1] == ["src/app/a.ts"]


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_in_a_script_is_told_under_every_disguise(text: str) -> None:
    (told,) = in_script(text)
    assert "repeats `src.app.slug.slug` (src/app/slug.ts:6)" in told.message


def test_a_helper_of_one_script_language_is_looked_for_in_all_of_them() -> None:
    assert len(in_script(COPIES["a copy"], "js")) == 1
    assert len(in_script(COPIES["a copy"], "tsx")) == 1


OTHERS = {
    "another literal": SLUG.replace("slug", "anchor").replace("NFKD", "NFC"),
    "another attribute": SLUG.replace("slug", "anchor").replace("toLowerCase", "toUpperCase"),
    "another key": SLUG.replace("slug", "anchor").replace("at:", "to:"),
    "another function": SLUG.replace("slug", "anchor").replace("strip as", "clean as"),
    "another constant": SLUG.replace("slug", "anchor").replace("80", "81"),
    "a call": "import { slug } from './slug';\nexport const anchor = (text) => slug(text);\n",
    "a twin that waits": SLUG.replace("function slug", "async function anchor").replace(
        "words.filter", "await words.filter"),
    "a caller": SLUG.replace("function slug", "function anchor").replace(
        "  if", "  const other = slug(text);\n  if", 1)
    .replace("import {", "import { slug } from './slug';\nimport {"),
    "nothing": "",
    "no code": "function (",
}  # fmt: skip


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_is_no_copy_in_a_script_is_not_told(text: str) -> None:
    assert in_script(text) == ()
