"""What stays out of the work tree: sealed designs and the very bytes that went to models and came back.

Called by the verbs that seal and ask. Files lie in the user's state folder under a mark of the repository,
readable by the user alone, named by the digest of what they hold; whoever has only the log sees digests.
"""

import hashlib
import os
from pathlib import Path

from parti.records import canonical, files
from parti.workflow.house import House


def folder(house: House) -> Path:
    """The private folder of the feature at hand; not made before something is kept in it."""
    mark = hashlib.sha256(os.fsencode(house.world.repository.root)).hexdigest()[:16]
    return house.world.state / mark / house.slug


def keep(house: House, tag: str, data: bytes) -> str:
    """Keeps bytes under their digest, which is returned."""
    name = canonical.digest(tag, data)
    if kept(house, name) is None:  # also where a file of this name no longer holds these bytes
        files.write_private(folder(house) / _file(name), data)
    return name


def kept(house: House, name: str) -> bytes | None:
    """The bytes of a digest; None when they are not here, or are no longer those."""
    try:
        data = (folder(house) / _file(name)).read_bytes()
    except OSError:
        return None
    return data if canonical.digest(name.partition(":")[0], data) == name else None


def has(house: House, name: str) -> bool:
    """Whether there is a file under a digest, whatever it holds."""
    return (folder(house) / _file(name)).exists()


def _file(name: str) -> str:
    tag, _, digest = name.partition(":")
    return f"{tag}-{digest}"
