"""Makes Parquet files of JSON lines, in a process of its own, which gives its memory back.

Run as a script: what to make comes in on standard input as JSON. It imports the database that
writes Parquet and nothing of ours, and reaches for nothing on the net.
"""

import json
import sys

import duckdb

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "256MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
ROWS_OF_A_GROUP = 50_000


def main() -> None:
    for told in json.load(sys.stdin):
        with duckdb.connect(config=SETTINGS) as database:
            rows = database.read_json(
                told["from"], format="newline_delimited", columns=told["columns"]
            )
            rows.write_parquet(told["to"], compression="snappy", row_group_size=ROWS_OF_A_GROUP)


if __name__ == "__main__":
    main()
