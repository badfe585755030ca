"""One line of log an event, to standard error: for people at a terminal, JSON for a collector.

No line has a secret in it, whoever wrote it (see `masking.py`): not the arguments of a job, not
what a request brought, not the row that the database could not take.
"""

from typing import Any

import structlog

from sanvat.site import masking


def logging_config(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING. Lines of libraries get the same form and the same request id as ours."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last: structlog.typing.Processor
    if as_json:
        last = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        last = structlog.dev.ConsoleRenderer(
            colors=False,
            pad_event_to=0,
            pad_level=False,
            exception_formatter=structlog.dev.plain_traceback,
        )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    masking.without_arguments,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    # The plain traceback, as text that can be masked: a rich one prints the local
                    # variables, people's data too.
                    structlog.processors.format_exc_info,
                    masking.without_secrets,
                    last,
                ],
            }
        },
        "filters": {"brief": {"()": "sanvat.site.outage.Brief"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["brief"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "sanvat": {"level": "INFO"},
            # Its own handlers would say everything twice.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # A page that is not there is in the access line; only our faults deserve more.
            "django.request": {"level": "ERROR"},
            # Each try to connect; that there is no database is said by who finds it so.
            "psycopg.pool": {"level": "ERROR"},
            # Strangers knock with made-up host names all day.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
