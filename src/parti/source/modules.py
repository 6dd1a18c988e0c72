"""Where a Python file stands among the modules, by its path alone: called by `imports` and `hasty`.

It imports nothing, because a hook that looks at one file has no time for more than that.
"""


def module_name(path: str) -> str:
    """The dotted name of a Python file: what follows the last `src/`, else the whole path."""
    stem = path.removesuffix(".pyi").removesuffix(".py").strip("/")
    parts = behind_src(stem.split("/"))
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(parts)


def behind_src(parts: list[str]) -> list[str]:
    """What follows the last folder `src`; a file of that name is none."""
    folders = parts[:-1]
    return parts[len(folders) - folders[::-1].index("src") :] if "src" in folders else parts


def is_package(path: str) -> bool:
    """Whether the file is a package's own `__init__`."""
    return path.rsplit("/", 1)[-1].startswith("__init__.py")


def absolute(path: str, level: int, name: str) -> str:
    """The absolute name of `from <level dots><name> import …` written in the file at path."""
    if not level:
        return name
    parts = module_name(path).split(".") if path else []
    drop = level - 1 if is_package(path) else level
    kept = parts[: len(parts) - drop] if drop else parts
    return ".".join([*kept, name] if name else kept)


def inside(name: str, package: str) -> bool:
    """Whether a dotted name is the package or lies in it."""
    return name == package or name.startswith(f"{package}.")


def within(module: str, package: str) -> bool:
    """Like `inside` for a file's own module, which may carry folders in front of its root."""
    return f".{package}." in f".{module}."
