"""Every promise of Parti with the tests that show it, or with what is missing.

An id is a row of what the two founding essays ask for: D design conversation, E execution, G quality gate,
C constraint document, J judgement, S the tool's own state. A promise is met only when it works end to end
for a user without a model; one that is met in part is open, and says which part is missing.
`test_promises.py` holds this page to the tests, and the tests to this page.
"""

from typing import NamedTuple


class Promise(NamedTuple):
    """One promise: met by tests, or open.

    Args:
        says: the promise in our words.
        tests: pytest node ids, or a file when all of it speaks of the promise.
        open: what is missing; empty when the promise is met.
    """

    says: str
    tests: tuple[str, ...] = ()
    open: str = ""


_DELTAS = "tests/test_deltas.py::test_"
_LOCK = "tests/design/test_lock.py::test_"
_ANSWER = "tests/design/test_answer.py::test_"
_INTERVIEW = "tests/design/test_interview.py::test_"
_PAGE = "tests/design/test_page.py::test_"
_BAD = "tests/cli/test_bad_input.py::test_"

PROMISES: dict[str, Promise] = {
    "D1": Promise(
        "From one sentence, questions lead to a design; it is done when everything is covered.",
        tests=(
            "tests/cli/test_talk.py",
            f"{_DELTAS}the_tool_asks_until_everything_is_covered",
            f"{_INTERVIEW}walking_the_pages_closes_every_obligation",
            f"{_LOCK}each_open_question_hinders_whatever_its_severity",
            "tests/cli/test_talk_words.py",
            "tests/design/test_coverage.py",
            "tests/design/test_interview_pages.py",
        ),
    ),
    "D2": Promise(
        "The tool itself asks about two writers, locks, crashes in mid-write, half records, the abort.",
        tests=(
            "tests/cli/test_talk.py",
            f"{_DELTAS}the_hard_questions_were_asked_by_the_tool",
            f"{_INTERVIEW}each_focus_point_of_the_essays_is_asked_alone",
            "tests/library/test_bank.py::test_the_hard_questions_are_blockers",
            "tests/cli/test_talk_words.py",
            "tests/design/test_interview_pages.py",
        ),
    ),
    "D3": Promise(
        "An answer stays with who gave it and why; a newer one supersedes it and erases nothing.",
        tests=(
            f"{_ANSWER}an_adequate_answer_is_recorded_in_the_persons_words",
            f"{_ANSWER}a_second_answer_supersedes_the_first_and_keeps_it",
            f"{_PAGE}a_deleted_decision_is_withdrawn_and_stays_in_the_log",
            f"{_DELTAS}why_tells_the_reasoning_behind_a_decision_from_the_log_alone",
            "tests/design/test_absorb.py",
            "tests/design/test_absorb_answers.py",
            "tests/design/test_answer_refusals.py",
            "tests/design/test_state.py",
        ),
    ),
    "D4": Promise(
        "The result is the architecture in writing: data, modules, invariants, failure modes, states.",
        tests=(
            f"{_DELTAS}the_result_is_the_architecture_in_writing",
            f"{_PAGE}every_part_of_the_design_stands_on_the_page",
            f"{_LOCK}a_failure_mode_without_a_known_kind_of_evidence_hinders",
            "tests/design/test_naming.py",
            "tests/design/test_page_lines.py",
        ),
    ),
    "D5": Promise(
        "Six concerns are walked for every component, from data ownership to recovery.",
        tests=(
            f"{_DELTAS}the_six_hard_parts_were_walked_for_every_component",
            f"{_INTERVIEW}each_of_the_six_concerns_is_asked_of_each_component",
            "tests/library/test_bank.py::test_the_bank_fills_fourteen_kinds_by_thirteen_concerns",
            "tests/design/test_obligations.py",
        ),
    ),
    "D6": Promise(
        "There is no code before the design is signed; that is enforced where the code is written.",
        open="the verbs of phase 2 refuse and the gate fails, but no hook stops an edit or a commit",
    ),
    "D7": Promise(
        "Proposals that never saw the person's own idea exist first, and that can be proven.",
        tests=(
            "tests/design/test_laundered.py",
            "tests/design/test_neutral.py",
            "tests/design/test_guard.py",
            "tests/design/test_seal.py",
            "tests/design/test_hygiene.py",
            "tests/workflow/test_proposing.py",
            "tests/workflow/test_sealing.py",
            "tests/scenarios/test_sessions.py",
        ),
    ),
    "D8": Promise(
        "A position that moves without new evidence is found, shown and not obeyed.",
        tests=(
            "tests/properties/test_debate_pushback.py",
            "tests/properties/test_debate_signature.py",
            "tests/properties/test_debate_stability.py",
            "tests/properties/test_debate_replay.py",
            "tests/workflow/test_challenging.py::test_a_move_without_a_reason_is_shown_counted_and_restored",
            "tests/design/test_ledger.py",
        ),
    ),
    "D9": Promise(
        "One line about a queue and a database yields the focus list of a senior engineer.",
        tests=(
            "tests/scenarios/test_scenarios.py",
            f"{_INTERVIEW}the_essays_sentence_names_its_three_components",
            f"{_INTERVIEW}each_focus_point_of_the_essays_is_asked_alone",
            f"{_INTERVIEW}questions_that_change_all_others_come_first_then_blockers",
            "tests/library/test_lexicon.py::test_a_sentence_yields_exactly_its_kinds",
            "tests/design/test_obligations.py",
        ),
    ),
    "D10": Promise(
        "A person signs the shape; no model, agent or flag can.",
        open="a pipe, a flag, a variable and a declared agent cannot; a program that makes a terminal of "
        "its own can, and an SSH signature is not checked again later",
    ),
    "D11": Promise(
        "The conversation knows the code: the module that nobody named is found and asked about.",
        tests=(
            "tests/design/test_scout.py",
            "tests/workflow/test_interview_verbs.py::test_the_code_answers_and_a_person_accepts",
            "tests/workflow/test_interview_verbs.py::test_an_agent_does_not_accept",
        ),
    ),
    "E1": Promise(
        "Work goes in small steps, each proven by a test that failed before and passes after.",
        tests=(
            f"{_DELTAS}three_chunks_are_proven_red_then_green_in_their_order",
            "tests/chunks/test_check_for_real.py",
            "tests/workflow/test_journey.py",
            "tests/chunks/test_scope.py::test_one_line_too_many_is_too_large",
            "tests/workflow/test_working_check.py",
            "tests/workflow/test_working_plan.py",
        ),
    ),
    "E2": Promise(
        "Steps have an order: the writer, then the reader, then the wiring.",
        tests=(
            f"{_DELTAS}three_chunks_are_proven_red_then_green_in_their_order",
            "tests/chunks/test_soundness.py::test_a_reader_before_the_writer_of_the_same_thing_is_warned_of",
            "tests/chunks/test_soundness.py::test_wiring_before_the_work_is_warned_of",
            "tests/chunks/test_state.py::test_the_next_chunk_is_the_first_that_has_not_passed",
            "tests/workflow/test_working_plan.py",
        ),
    ),
    "E3": Promise(
        "A person verifies the shape of a change by reading a page, not 300 lines of diff.",
        open="the check prints calls, effects, registrations and silent ends; not what an empty input "
        "does, nor which test reaches a function",
    ),
    "E4": Promise(
        "The helper three files away is found and named before somebody writes it again.",
        tests=(
            f"{_DELTAS}the_brief_names_the_helper_that_exists",
            "tests/chunks/test_reuse.py::test_the_helper_that_writes_atomically_comes_first",
        ),
    ),
    "E5": Promise(
        "The constraint document reaches every session of every agent by itself.",
        open="the brief and `parti sync` bring it into agent files; nothing runs the sync by itself",
    ),
    "E6": Promise(
        "One feature is one conversation and one cycle; a session that wanders is stopped.",
        open="one open feature a branch is enforced; Parti starts and stops no session",
    ),
    "E7": Promise(
        "The share of code that was typed by hand is visible.",
        open="nothing records who typed a line",
    ),
    "G1": Promise(
        "It builds and all tests pass, those far away included.",
        tests=(
            f"{_DELTAS}the_gate_runs_the_whole_suite_and_all_three_parts",
            "tests/gate/test_gate_suite.py::test_all_commands_run_even_after_a_failure",
            "tests/gate/test_gate_suite.py::test_no_command_is_an_error_and_not_a_pass",
            "tests/gate/test_gate_suite.py::test_a_command_that_ran_no_test_is_an_error_whatever_its_code",
        ),
    ),
    "G2": Promise(
        "The code matches the agreed architecture, down to the function: map, flag, helper.",
        tests=(
            f"{_DELTAS}the_naive_change_passes_its_own_tests_and_not_the_gate",
            f"{_DELTAS}the_naive_change_is_caught_by_every_constraint_that_it_breaks",
            "tests/gate/test_gate_architecture.py::test_a_module_of_the_design_that_does_not_exist_is_an_error",
        ),
    ),
    "G3": Promise(
        "The whole system is run early and often, on each step.",
        open="the end-to-end command runs in the gate, not on each chunk; without one the gate only warns",
    ),
    "G4": Promise(
        "What passes every test and still collapses is caught by faults, load and crashes.",
        open="no drills: a failure mode names its evidence, and nothing of it is run",
    ),
    "G5": Promise(
        "No check is optional, and none can be gamed by the agent that is checked.",
        open="all three parts always run; but an agent can edit the suite's commands or choose the small "
        "lane, and its code runs without a sandbox",
    ),
    "C1": Promise(
        "Constraints are concrete and specific; a vague one is refused.",
        tests=(
            "tests/constraints/test_lint.py",
            "tests/constraints/test_lint_blocks.py",
            "tests/constraints/test_lint_evaluation.py",
            "tests/constraints/test_lint_sentences.py",
            "tests/constraints/test_document.py",
            "tests/test_constraints.py::test_no_constraint_is_vague",
            "tests/workflow/test_constraining.py",
        ),
    ),
    "C2": Promise(
        "Constraints are checked by a machine and are no exhortations.",
        tests=(
            "tests/scenarios/test_scenarios.py",
            f"{_DELTAS}the_essays_constraints_are_checked_by_a_machine",
            f"{_DELTAS}the_naive_change_passes_its_own_tests_and_not_the_gate",
            "tests/test_constraints.py::test_the_code_conforms_and_no_rule_is_rotten",
            "tests/test_constraints.py::test_harm_done_to_the_real_code_is_seen",
        ),
    ),
    "C3": Promise(
        "Constraints make the design space small: the standard library, flat files, one way to write.",
        tests=(
            f"{_DELTAS}a_constraint_of_the_essay_can_fire_and_only_where_it_should",
            "tests/test_constraints.py::test_its_examples_hold",
            "tests/constraints/imported/test_import_linter.py",
            "tests/constraints/imported/test_others.py",
            "tests/constraints/tools/test_command.py",
            "tests/constraints/tools/test_tools.py",
            "tests/workflow/test_importing.py",
        ),
    ),
    "C4": Promise(
        "A new invariant and its line in the document come in one change; rot is found both ways.",
        tests=(
            "tests/constraints/test_document.py",
            "tests/constraints/test_rot.py",
            "tests/constraints/test_candidates.py",
            "tests/constraints/test_dismissed.py",
            "tests/workflow/test_rot.py",
        ),
    ),
    "C5": Promise(
        "The ten constraints that the essay names all work.",
        tests=(
            f"{_DELTAS}the_essays_constraints_are_checked_by_a_machine",
            f"{_DELTAS}a_constraint_of_the_essay_can_fire_and_only_where_it_should",
            f"{_DELTAS}the_project_conforms_and_so_do_the_finished_chunks",
        ),
    ),
    "J1": Promise(
        "Where the reviewer is a stranger, the gate tightens, or the work cannot ship.",
        open="there is no map of who knows what, and the deep lane is treated like the normal one",
    ),
    "J2": Promise(
        "Sessions are scoped tightly; a context that decays is cut.",
        open="Parti runs no sessions; the brief is at most about 2,500 tokens",
    ),
    "J3": Promise(
        "Time and tokens of the three phases are measured against 60 / 25 / 15.",
        open="records have their time, but no verb adds it up",
    ),
    "J4": Promise(
        "The reasoning behind a decision stays readable for years, by the person who learns from it.",
        tests=(
            f"{_DELTAS}why_tells_the_reasoning_behind_a_decision_from_the_log_alone",
            "tests/records/test_log_appending.py::test_every_kind_survives_the_way_to_disk_and_back",
        ),
    ),
    "S1": Promise(
        "One helper does all writes: temporary file, sync, rename, sync of the folder, read back.",
        tests=(
            "tests/records/test_files.py",
            "tests/bench/test_crash_quick.py::test_order_sees_a_rename_before_its_sync",
            "tests/test_constraints.py::test_the_code_conforms_and_no_rule_is_rotten",
            "tests/cli/test_streams.py",
            "tests/workflow/test_house.py",
        ),
    ),
    "S2": Promise(
        "State is flat files; one is split only above a size.",
        tests=(
            "tests/records/test_log_appending.py::test_a_full_segment_continues_in_the_next",
            "tests/design/test_state.py",
        ),
    ),
    "S3": Promise(
        "Nothing is deleted; it is superseded.",
        tests=(
            f"{_ANSWER}a_second_answer_supersedes_the_first_and_keeps_it",
            f"{_LOCK}unlocking_lifts_the_signature_and_keeps_the_record",
            "tests/properties/test_log_order.py::test_what_is_live_depends_on_no_order",
        ),
    ),
    "S4": Promise(
        "Two writers lose nothing, nothing half-written is readable, a crash loses nothing acknowledged.",
        tests=(
            "tests/bench/test_crash_quick.py::test_nothing_acknowledged_is_lost_and_the_control_is_red",
            "tests/records/test_log_appending.py::test_processes_at_the_same_time_lose_nothing",
            "tests/records/test_files.py::test_write_is_seen_whole_by_readers",
            f"{_BAD}a_full_disk_loses_nothing",
            f"{_BAD}a_torn_last_line_is_told_and_set_aside_by_the_next_append",
            "tests/cli/test_streams.py",
        ),
    ),
    "S5": Promise(
        "Records are read in the order of time, also after two branches were merged.",
        tests=(
            "tests/records/test_log_appending.py::test_order_goes_by_parents_before_time",
            "tests/records/test_log_merging.py",
            "tests/workflow/test_journey.py",
            "tests/properties/test_log_order.py::test_any_spread_over_files_reads_the_same",
            "tests/workflow/test_house.py",
        ),
    ),
    "S6": Promise(
        "One map of handlers dispatches, and only what has changed is written.",
        tests=(
            "tests/test_start_up.py::test_a_verb_is_a_function_with_the_parameters_of_its_words",
            "tests/test_start_up.py::test_every_kind_of_fact_is_recorded_by_a_step",
            "tests/chunks/test_plan.py::test_a_chunk_that_stays_word_for_word_is_not_planned_anew",
        ),
    ),
    "S7": Promise(
        "A commit can be tried again safely.",
        open="Parti makes no commits; no test shows that a second `answer --from` repeats nothing",
    ),
}
