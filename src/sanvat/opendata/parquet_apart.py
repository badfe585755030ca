"""Makes Parquet files of JSON lines, in a process of its own, which gives its memory back.

Run as a script: what to make comes in on standard input as JSON. It imports the database that
writes Parquet and nothing of ours, and reaches for nothing on the net.
"""

import json
import sys

import duckdb

SETTINGS = {
    "threads": 1,
    "memory_limit": "256MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
ROWS_OF_A_GROUP = 50_000


def main() -> None:
    for told in json.load(sys.stdin):
        with duckdb.connect(config=SETTINGS) as database:
            columns = ", ".join(
                f"{_quoted(name)}: {_quoted(kind)}" for name, kind in told["columns"].items()
            )
            database.execute(
                f"COPY (SELECT * FROM read_json({_quoted(told['from'])},"  # nosec B608  # ours
                f" format = 'newline_delimited', columns = {{{columns}}}))"
                f" TO {_quoted(told['to'])} (FORMAT parquet, COMPRESSION snappy,"
                f" ROW_GROUP_SIZE {ROWS_OF_A_GROUP})"
            )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    main()
