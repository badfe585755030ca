"""Sets one document in a process of its own, which gives its memory back when it ends.

Run as a script: what to set comes in on standard input as JSON, the PDF goes out on standard
output. It imports the typesetter and nothing of ours.
"""

import json
import sys
from typing import Any

import typst


def main() -> None:
    told = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=told["fonts"])
    compiler = typst.Compiler(
        told["template"], root=told["root"], font_paths=fonts, ignore_system_fonts=True
    )
    made: Any = compiler.compile(
        format="pdf", sys_inputs=told["inputs"], pdf_standards=told["standards"]
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
