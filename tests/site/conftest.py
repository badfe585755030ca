"""The command `sanvat rules`, run in this process, and the files it reads."""

from __future__ import annotations

import json

import pytest

from sanvat.site.commands import rules


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command in this process: its code, its lines and what it complains of."""
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*argv: str):
        try:
            code = rules.main(argv)
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def written(tmp_path):
    """Writes cases to a file: text, bytes, one case, or several, one a line."""

    def write(content, name="cham.jsonl"):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, list):
            path.write_text("".join(json.dumps(c) + "\n" for c in content))
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return write
