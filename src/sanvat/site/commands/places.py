"""`sanvat places`: borders of places, loaded from an operator's own file."""

from collections.abc import Sequence
from pathlib import Path

from sanvat.site.database import database
from sanvat.site.terminal import Manual, _, say


def main(argv: Sequence[str]) -> int:
    wanted = _parser().parse_args(argv)
    with database():
        from sanvat.places import boundaries

        count = boundaries.read_file(Path(wanted.file))
    say(_("Đã nạp ranh giới của %(count)s đơn vị.") % {"count": count})
    return 0


def _parser() -> Manual:
    parser = Manual(
        prog="sanvat places",
        description=_(
            "Nạp ranh giới địa bàn để vẽ bản đồ; không có thì bản đồ vẽ theo điểm giữa của đơn "
            "vị.\n"
            "Tệp GeoJSON (WGS 84), mỗi đối tượng một đơn vị, mã đơn vị ở thuộc tính “code”. Nguồn\n"
            "và giấy phép của tệp do người vận hành tự chịu trách nhiệm."
        ),
    )
    parser.add_argument("task", metavar=_("VIỆC"), choices=["boundaries"], help="boundaries")
    parser.add_argument("file", metavar=_("TỆP"), help=_("tệp .geojson"))
    return parser
