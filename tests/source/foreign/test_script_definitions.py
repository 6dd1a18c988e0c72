"""What a script defines: functions and classes by every name that a file can give them, with their places.

Shape, scope and coverage count functions by these names, so one that is nameless here is invisible there.
"""

import pytest

from tests.source.foreign import told

HERE = "src/web/a.ts"


# --- functions and their names ---------------------------------------------------------------------------


def test_functions_inside_functions_are_named_by_the_way_to_them() -> None:
    text = "function outer() {\n  class Inner {\n    m() { return () => { function deep() {} }; }\n  }\n}\n"
    assert told.defined(text, HERE) == [
        ("outer", 1, 1, "outer()"),
        ("outer.Inner", 2, 3, "class Inner"),
        ("outer.Inner.m", 3, 5, "m()"),
        ("outer.Inner.m.deep", 3, 26, "deep()"),
    ]


def test_a_variable_names_the_function_that_it_holds_and_says_where_it_stands() -> None:
    text = "const a = 1,\n  f = function named(x) {},\n  g = async x => x;\n"
    assert told.defined(text, HERE) == [("f", 2, 3, "f = function named(x)"), ("g", 3, 3, "g = async x")]


def test_a_pattern_names_no_function() -> None:
    assert told.definitions("const { f } = () => 1; const [g] = function () {};", HERE) == []


def test_a_field_names_the_function_that_it_holds() -> None:
    text = "class A {\n  p = () => 1;\n  static q = function () {};\n  #r = async () => 2;\n}\n"
    assert told.defined(text, HERE)[1:] == [
        ("A.p", 2, 3, "p = ()"),
        ("A.q", 3, 3, "q = function ()"),
        ("A.r", 4, 3, "r = async ()"),
    ]


def test_the_variable_of_an_object_names_the_functions_in_it() -> None:
    text = (
        "const api = {\n  a() {},\n  b: function () {},\n  c: async x => x,\n  get d() { return 1; },\n};\n"
    )
    assert told.defined(text, HERE) == [
        ("api.a", 2, 3, "a()"),
        ("api.b", 3, 3, "b: function ()"),
        ("api.c", 4, 3, "c: async x"),
        ("api.d", 5, 3, "d()"),
    ]


def test_an_object_in_an_object_is_named_by_both() -> None:
    text = "const api = { users: { list() {}, more: { one: () => 1 } } };"
    assert told.definitions(text, HERE) == ["function api.users.list", "function api.users.more.one"]


@pytest.mark.parametrize("end", [" as const", " satisfies Api", " as unknown as Api"])
def test_a_type_behind_an_object_changes_no_name(end: str) -> None:
    text = f"const api = {{ a() {{}}, b: () => 1, deep: ({{ c() {{}} }}) }}{end};"
    assert told.definitions(text, HERE) == ["function api.a", "function api.b", "function api.deep.c"]


def test_functions_that_an_object_hands_to_a_call_have_their_own_name_or_none() -> None:
    assert told.definitions("app.use({ handle() {}, other: () => {} });", HERE) == ["function handle"]


def test_a_property_with_a_reckoned_key_names_nothing() -> None:
    assert told.definitions("const api = { [key]: () => 1, ['a-b']: () => 2 };", HERE) == []


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("save", "save"),
        ("exports.save", "save"),
        ("module.exports.save", "save"),
        ("this.save", "save"),
        ("Store.save", "Store.save"),
        ("Store.prototype.save", "Store.save"),
        ("a.b.c.save", "a.b.c.save"),
    ],
)
def test_an_assignment_names_the_function_that_it_holds(target: str, name: str) -> None:
    assert told.definitions(f"{target} = function () {{}};", HERE) == [f"function {name}"]
    assert told.definitions(f"{target} = () => {{}};", HERE) == [f"function {name}"]


@pytest.mark.parametrize("target", ["module.exports", "all[0]", "all['save']", "make().save", "[save]"])
def test_an_assignment_to_what_has_no_plain_name_names_nothing(target: str) -> None:
    assert told.definitions(f"{target} = function () {{}};", HERE) == []


def test_a_name_of_a_whole_page_is_none() -> None:
    short, long = f"a.{'b' * 77}", f"a.{'b' * 78}"
    assert told.definitions(f"{short} = () => {{}};", HERE) == [f"function {short}"]
    assert told.definitions(f"{long} = () => {{}};", HERE) == []


def test_a_function_that_is_handed_on_keeps_the_name_of_its_own() -> None:
    assert told.definitions("const wrapped = memo(function Inner() {});", HERE) == ["function Inner"]
    assert told.definitions("const wrapped = memo(function () {});", HERE) == []
    assert told.definitions("all.map(x => x);", HERE) == []


@pytest.mark.parametrize(
    "text",
    [
        "export function f() {}",
        "export default function f() {}",
        "export default async function* f() {}",
        "if (x) { function f() {} }",
        "export const f = () => {};",
        "var f = function* () {};",
        "let f; f = () => {};",
    ],
)
def test_every_way_to_declare_a_function_declares_it_once(text: str) -> None:
    assert told.definitions(text, HERE) == ["function f"]


def test_what_only_has_a_type_is_no_function() -> None:
    text = (
        "function over(a: string): void;\nfunction over(a: any) {}\ndeclare function far(): void;\n"
        "abstract class A { abstract m(): void; }\ntype T = { n(): void };\n"
    )
    assert told.definitions(text, HERE) == ["function over", "class A"]


def test_every_member_of_a_class_that_can_be_called_is_told() -> None:
    text = (
        "class A {\n  constructor(a) {}\n  static s() {}\n  get x() { return 1; }\n  set x(v) {}\n"
        "  async *gen() {}\n  #p() {}\n}\n"
    )
    assert told.defined(text, HERE)[1:] == [
        ("A.constructor", 2, 3, "constructor(a)"),
        ("A.s", 3, 3, "s()"),
        ("A.x", 4, 3, "x()"),
        ("A.x", 5, 3, "x(v)"),
        ("A.gen", 6, 3, "gen()"),
        ("A.p", 7, 3, "p()"),
    ]


# --- parameters ------------------------------------------------------------------------------------------


def test_parameters_are_named_as_they_are_written() -> None:
    text = "function f(a, b = 1, { c, d: [e] }, [g], ...rest) {}"
    (each,) = told.facts_of(text, "a.js").definitions
    assert each.parameters == ("a", "b", "{ c, d: [e] }", "[g]", "...rest")


def test_types_and_marks_of_a_parameter_are_no_part_of_its_name() -> None:
    text = "function f(this: A, a?: string, b: number = 1, /* more */ private c: X, ...rest: Y[]) {}"
    (each,) = told.facts_of(text, HERE).definitions
    assert each.parameters == ("a", "b", "c", "...rest")


def test_one_parameter_without_brackets_is_a_parameter() -> None:
    (each,) = told.facts_of("const f = x => x;", HERE).definitions
    assert each.parameters == ("x",)


def test_a_signature_stands_on_one_line_and_ends_before_the_body() -> None:
    text = (
        "export async function save<T>(\n  key: string, // where; see http://x\n  at = 'a//b', /* why */\n"
        "): Promise<void> {\n  return;\n}\n"
    )
    (each,) = told.facts_of(text, HERE).definitions
    assert each.signature == "save<T>( key: string, at = 'a//b', ): Promise<void>"
    assert (each.line, each.end_line, each.column) == (1, 6, 8)


# --- classes ---------------------------------------------------------------------------------------------


def test_the_bases_of_a_class_are_told_by_what_they_mean() -> None:
    text = (
        "import { Base } from './base';\nimport * as k from './k';\ninterface Own {}\n"
        "class A extends Base<D> implements Own, k.Keep<K> {}\nclass B extends mixin(Base) {}\n"
        "interface I<T> extends Own, k.L<T> { m(): void }\n"
    )
    bases = {each.name: each.bases for each in told.facts_of(text, HERE).definitions}
    assert bases == {
        "Own": (),
        "A": ("src.web.base.Base", "src.web.a.Own", "src.web.k.Keep"),
        "B": ("mixin",),
        "I": ("src.web.a.Own", "src.web.k.L"),
    }


def test_a_class_in_a_variable_goes_by_the_name_that_others_use() -> None:
    text = "const Store = class Named { put() {} };\nnew Store().put();\n"
    assert told.defined(text, HERE) == [
        ("Store", 1, 7, "Store = class Named"),
        ("Store.put", 1, 29, "put()"),
    ]
    assert told.called(text, HERE) == ["src.web.a.Store.put", "src.web.a.Store"]


def test_a_class_knows_itself_by_its_inner_name() -> None:
    text = "const Store = class Named { again() { return new Named(); } };"
    assert told.called(text, HERE) == ["src.web.a.Store"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("exports.Store = class { put() {} };", ["class Store", "function Store.put"]),
        ("module.exports.Store = class { put() {} };", ["class Store", "function Store.put"]),
        ("class A { static B = class { m() {} }; }", ["class A", "class A.B", "function A.B.m"]),
        ("export default class Store { put() {} }", ["class Store", "function Store.put"]),
        ("export default class { put() {} }", ["function put"]),
        ("use(class { put() {} });", ["function put"]),
    ],
)
def test_a_class_has_the_name_of_what_it_is_put_in(text: str, names: list[str]) -> None:
    assert told.definitions(text, HERE) == names


def test_enumerations_and_interfaces_are_classes() -> None:
    text = "enum E { A = 1 }\nconst enum F { B }\ninterface I { m(): void }\nabstract class G {}\n"
    assert told.defined(text, HERE) == [
        ("E", 1, 1, "enum E"),
        ("F", 2, 1, "const enum F"),
        ("I", 3, 1, "interface I"),
        ("G", 4, 1, "abstract class G"),
    ]


@pytest.mark.parametrize("word", ["namespace", "module"])
def test_a_namespace_is_part_of_the_names_in_it(word: str) -> None:
    text = f"{word} Kit {{ export class C {{ m() {{}} }} export const d = () => {{}}; }}\nKit.d();\n"
    assert told.definitions(text, HERE) == ["class Kit.C", "function Kit.C.m", "function Kit.d"]
    assert told.called(text, HERE) == ["src.web.a.Kit.d"]


def test_a_module_that_is_declared_for_others_is_no_namespace() -> None:
    text = "declare module 'x' { interface Window { y: number } }\n"
    assert told.definitions(text, HERE) == ["class Window"]


# --- decorators ------------------------------------------------------------------------------------------


def test_decorators_are_told_in_the_order_in_which_they_stand() -> None:
    text = "@a @b.c() @d('k')\nexport class X {\n  @e @f()\n  m() {}\n}\n"
    found = {each.name: each.decorators for each in told.facts_of(text, HERE).definitions}
    assert found == {"X": ("a", "b.c", "d"), "X.m": ("e", "f")}


def test_a_decorator_registers_what_it_stands_on_under_its_first_text() -> None:
    text = (
        "import { On } from './on';\n@On('made')\nclass X {\n  @On('gone', { late: true })\n  m() {}\n}\n"
    )
    assert told.entries(text, HERE) == [
        "src.web.on.On[made] = src.web.a.X (decorator)",
        "src.web.on.On[gone] = src.web.a.X.m (decorator)",
    ]


def test_a_decorator_of_a_field_belongs_to_the_function_in_it() -> None:
    text = "class X {\n  @bound p = () => {};\n  @on('k') static q = function () {};\n}\n"
    assert told.entries(text, HERE) == [
        "bound[] = src.web.a.X.p (decorator)",
        "on[k] = src.web.a.X.q (decorator)",
    ]


def test_a_decorator_behind_export_is_told_once() -> None:
    text = "export default @on('k') class X {}\n"
    assert told.entries(text, HERE) == ["on[k] = src.web.a.X (decorator)"]


def test_a_decorator_of_one_method_is_none_of_the_next() -> None:
    text = "class X {\n  @on a() {}\n  b() {}\n}\n"
    found = {each.name: each.decorators for each in told.facts_of(text, HERE).definitions}
    assert found == {"X": (), "X.a": ("on",), "X.b": ()}
