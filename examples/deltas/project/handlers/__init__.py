"""One module a subject; every `handle_*` stands in `dispatch.HANDLERS`."""
