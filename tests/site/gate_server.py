"""A gate on a real socket, before an application of the tests; run as a process of its own.

python -m tests.site.gate_server PORT '{"GATE": {…}, "PROXY": ["nginx", "127.0.0.1"], …}'
"""

import json
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from functools import partial

running = threading.Semaphore(0)


def application(environ, start_response):
    """Tells what it got, in as many ways as there are to answer."""
    path = environ["PATH_INFO"]
    if path == "/told/":
        told = {key: value for key, value in environ.items() if isinstance(value, str)}
        body = json.dumps(told).encode()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [body]
    if path == "/at-hand/":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [threading.current_thread().name.encode()]
    if path == "/slow/":
        time.sleep(float(environ["QUERY_STRING"]))
        start_response("200 OK", [("X-Marks", "one"), ("X-Marks", "two")])
        return [b"slept"]
    if path == "/count/":
        with open(environ["QUERY_STRING"], "a") as file:
            file.write("x")
        start_response("200 OK", [])
        return [b"counted"]
    if path == "/stream/":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return stream(int(environ["QUERY_STRING"]))
    if path == "/breaks/":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return breaking()
    if path == "/fails/":
        raise RuntimeError("as it should in this test")
    if path == "/much/":
        start_response("200 OK", [("Content-Length", str(2**20))])
        return [b"m" * 2**20]
    if path == "/file/":
        file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by the gate)
        file.write(b"before" + b"f" * 300_000)
        file.seek(6)
        start_response("200 OK", [("Content-Length", "300000")])
        return environ["wsgi.file_wrapper"](file)
    body = environ["wsgi.input"]
    text = f"{len(body.readline())} {len(body.read())} {environ.get('CONTENT_LENGTH')}"
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [text.encode()]


def stream(pieces):
    """Pieces of 64 KB. At its end, a line in the log says that the thread is free again."""
    try:
        for _ in range(pieces):
            yield b"s" * 65536
    finally:
        print("stream closed", flush=True)


def breaking():
    yield b"a beginning"
    raise RuntimeError("as it should in this test")


def main(port, told):
    os.environ["DJANGO_SETTINGS_MODULE"] = "sanvat.site.settings"
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    django.setup()

    from sanvat.site import public
    from sanvat.site.gate import Gate
    from sanvat.site.gate.server import server

    settings.GATE.update(told.get("GATE", {}))
    settings.BODY_LIMITS.update(told.get("BODY_LIMITS", {}))
    if "PROXY" in told:
        settings.PROXY = public.proxy(*told["PROXY"], is_public=False)
    multiprocessing.set_start_method("fork", force=True)
    served = server(host="127.0.0.1", port=port, workers=1)
    gate = partial(Gate, application, at_hand=lambda asked: asked["PATH_INFO"] == "/at-hand/")
    served.serve(target_loader=gate, wrap_loader=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
