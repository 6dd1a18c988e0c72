"""Write the daily moderation digest."""

from pathlib import Path

from action_log import read_actions

STATE_FOLDER = Path("state")


def build_digest(folder):
    lines = []
    for action in read_actions(folder):
        lines.append(f"{action['id']}: {action['action']} {action['target']} ({action['reason']})")
    return "\n".join(lines)


def main():
    digest = build_digest(STATE_FOLDER)
    (STATE_FOLDER / "digest.txt").write_text(digest)
    print("Digest written")


if __name__ == "__main__":
    main()
