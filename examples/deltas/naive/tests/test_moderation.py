from action_log import log_action, read_actions
from handlers.moderation import handle_moderation
from scripts.digest import build_digest
from state import State


def make_delta(number, action="redact"):
    return {
        "id": f"action-{number}",
        "kind": "moderation",
        "at": "2026-03-01T09:30:00Z",
        "action": action,
        "target": "post-1",
        "reason": "spam",
    }


def test_log_action(tmp_path):
    log_action(tmp_path, make_delta(1))
    assert read_actions(tmp_path)


def test_actions_in_order(tmp_path):
    log_action(tmp_path, make_delta(2))
    log_action(tmp_path, make_delta(1))
    actions = read_actions(tmp_path)
    assert actions is not None
    assert len(actions) > 0


def test_handle_moderation(tmp_path):
    state = State(tmp_path)
    handle_moderation(state, make_delta(1))
    handle_moderation(state, make_delta(2, action="escalate"))


def test_digest(tmp_path):
    log_action(tmp_path, make_delta(1))
    assert build_digest(tmp_path)
