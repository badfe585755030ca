"""`make bench`: a table of measurements; `--json` for a machine, `--strict` to fail over budget."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import bench
from bench.measurements import Measurement, Missing, print_table
from bench.options import SIZES, chosen

# Every module of this folder that measures something.
SUBJECTS = {
    name: module.measurements
    for _, name, _ in pkgutil.iter_modules(bench.__path__)
    if name != "__main__"
    and hasattr(module := importlib.import_module(f"bench.{name}"), "measurements")
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Đo thời gian các việc và so với hạn của chúng."
    )
    parser.add_argument(
        "subjects", metavar="MỤC", nargs="*", help=f"một vài mục trong: {', '.join(SUBJECTS)}"
    )
    parser.add_argument("--json", action="store_true", help="in JSON, mỗi số đo một dòng")
    parser.add_argument(
        "--strict", action="store_true", help="kết thúc với mã 1 khi có việc quá hạn"
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: tuple(sorted(int(part.replace("_", "")) for part in text.split(","))),
        default=SIZES,
        help="mục speed: đo với bao nhiêu sản phẩm, cách nhau bằng dấu phẩy",
    )
    parser.add_argument(
        "--against",
        metavar="BẢN",
        default="",
        help="mục speed: đo cạnh một bản khác của chương trình (một commit hay nhánh)",
    )
    parser.add_argument(
        "--keep", metavar="THƯ_MỤC", type=Path, help="mục speed: giữ dữ liệu đã lập cho lần sau"
    )
    arguments = parser.parse_args()
    chosen.sizes, chosen.against, chosen.keep = (
        arguments.sizes,
        arguments.against,
        arguments.keep,
    )
    unknown = sorted(set(arguments.subjects) - set(SUBJECTS))
    if unknown:
        parser.error(f"không có mục {', '.join(unknown)}; các mục: {', '.join(SUBJECTS)}")
    kept = True
    for subject in arguments.subjects or SUBJECTS:
        measurements: list[Measurement | Missing] = list(SUBJECTS[subject]())
        kept = kept and all(f.kept for f in measurements if isinstance(f, Measurement))
        if arguments.json:
            for measurement in measurements:
                if isinstance(measurement, Measurement):
                    line = {"subject": subject, **measurement.as_dict()}
                    print(json.dumps(line, ensure_ascii=False), flush=True)
        else:
            print(f"\n{subject}")
            print_table(measurements)
    return 0 if kept or not arguments.strict else 1


if __name__ == "__main__":
    sys.exit(main())
