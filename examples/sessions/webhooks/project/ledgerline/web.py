"""The web application: a function for each path."""

from wsgiref.simple_server import make_server

ROUTES = {}


def route(path):
    """Registers a function for a path."""

    def keep(function):
        ROUTES[path] = function
        return function

    return keep


@route("/health")
def health(environ):
    """Whether the application answers."""
    return "200 OK", b"fine"


def application(environ, start_response):
    """Calls the function of the path."""
    function = ROUTES.get(environ["PATH_INFO"])
    status, body = function(environ) if function else ("404 Not Found", b"")
    start_response(status, [("Content-Type", "text/plain")])
    return [body]


if __name__ == "__main__":
    make_server("127.0.0.1", 8000, application).serve_forever()
