from tests.comments.conftest import send, thread, writer  # noqa: F401
