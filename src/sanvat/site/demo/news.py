"""News: the five reports of the founding stories, told anew on their units' sites with their days;
and a site of today with something at every step on its way online."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from sanvat.events.models import Event
from sanvat.news import actions, from_records
from sanvat.news.actions import Draft
from sanvat.news.models import Article, Link, LinkGroup, Section, Topic, UnitHome
from sanvat.parties.models import Organisation, Role, User
from sanvat.places.models import Place
from sanvat.site.demo import World

AFTER = ("agreements", "certificates", "events", "plans")


@dataclass(frozen=True)
class Story:
    """A report as its unit published it; `at` is the time that stood on it."""

    body: str
    site: str
    at: datetime
    draft: Draft
    english: tuple[str, str] = ("", "")
    more: dict[str, Any] = field(default_factory=dict)


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    zone = timezone.get_default_timezone()
    return datetime(year, month, day, hour, minute, tzinfo=zone)


STORIES = (
    Story(
        "Ủy ban nhân dân huyện Thường Tín",
        "Huyện Thường Tín",
        _at(2020, 10, 14, 21, 4),
        Draft(
            title="Thường Tín mở đầu Chương trình OCOP năm 2020",
            lead=(
                "Chiều 14/10/2020, UBND huyện Thường Tín họp các phòng, ban, đoàn thể, xã, thị "
                "trấn và những người muốn làm sản phẩm để bắt đầu Chương trình Mỗi xã một sản "
                "phẩm của năm."
            ),
            blocks=(
                (
                    "paragraph",
                    "Hội nghị nghe lại chương trình của Trung ương và của thành phố: quan điểm, "
                    "mục tiêu, nguyên tắc, những nội dung chính.\n"
                    "Người dự được giải thích chu trình OCOP và cách tổ chức, quyền lợi khi tham "
                    "gia, các bộ tiêu chí và trình tự đánh giá, phân hạng.",
                ),
                ("heading", "Ai cần biết"),
                (
                    "list",
                    [
                        "Các phòng, ban và tổ chức chính trị - xã hội của huyện",
                        "Các xã, thị trấn",
                        "Trước hết là những chủ thể muốn tham gia, kèm ý tưởng của chính mình",
                    ],
                ),
            ),
            source_note="UBND huyện Thường Tín",
            topics=(Topic.CYCLE,),
        ),
        english=(
            "Thường Tín opens the OCOP year 2020",
            "On the afternoon of 14 October 2020 the district called its offices, communes and "
            "everyone who wants to make a product to begin the year's programme.",
        ),
    ),
    Story(
        "Ủy ban nhân dân huyện Thọ Xuân",
        "Huyện Thọ Xuân",
        _at(2019, 7, 9, 16, 53),
        Draft(
            title="Thọ Xuân tập huấn OCOP cho cán bộ và chủ thể",
            lead=(
                "Theo Công văn số 295 ngày 2/7/2019 của Văn phòng Điều phối nông thôn mới tỉnh, "
                "huyện Thọ Xuân cùng văn phòng này tập huấn cho cán bộ huyện, xã và chủ thể sản "
                "phẩm."
            ),
            blocks=(
                (
                    "paragraph",
                    "Mỗi xã có bí thư, chủ tịch, cán bộ nông nghiệp, giám đốc hợp tác xã và chủ "
                    "thể có sản phẩm chủ lực; cùng dự là các phòng, đoàn thể và hiệp hội doanh "
                    "nghiệp huyện.\n"
                    "Chương trình dựa vào nội lực và giá trị tăng thêm: sản phẩm, dịch vụ có lợi "
                    "thế của địa phương, theo chuỗi, do tư nhân và kinh tế tập thể làm. Nhà nước "
                    "định khung và hỗ trợ đào tạo, kỹ thuật, thương hiệu, xúc tiến, tín dụng.",
                ),
                ("heading", "Năm chuyên đề"),
                (
                    "list",
                    [
                        "Sự cần thiết, vai trò và trình tự",
                        "Chu trình năm, quản lý, cách xã và huyện đánh giá, xếp hạng",
                        "Các bộ tiêu chí và cách dùng",
                        "Cách nói cho tổ chức, hộ và người dân biết",
                        "Đăng ký sản phẩm năm 2019 và hoàn thiện hồ sơ đăng ký",
                    ],
                ),
            ),
            source_note="Văn phòng Điều phối nông thôn mới tỉnh Thanh Hóa",
            topics=(Topic.TRAINING,),
        ),
    ),
    Story(
        "Ủy ban nhân dân tỉnh Thái Bình",
        "Tỉnh Thái Bình",
        _at(2020, 1, 15, 15, 30),
        Draft(
            title="Thái Bình đặt chỉ tiêu OCOP năm 2020",
            lead=(
                "Phó chủ tịch UBND tỉnh chủ trì, cùng văn phòng nông thôn mới Trung ương, bàn "
                "việc nâng 15–20 sản phẩm chủ lực và làm mới ít nhất 8 sản phẩm trong năm 2020."
            ),
            blocks=(
                (
                    "table",
                    {
                        "columns": [
                            {"type": "text", "heading": "Chỉ tiêu"},
                            {"type": "text", "heading": "Cả tỉnh"},
                            {"type": "text", "heading": "Mỗi huyện, thành phố"},
                        ],
                        "rows": [
                            {"values": ["Nâng sản phẩm chủ lực có thương hiệu", "15–20", "2–3"]},
                            {"values": ["Phát triển sản phẩm mới", "ít nhất 8", "1–2"]},
                            {"values": ["Củng cố tổ chức kinh tế đang có", "ít nhất 15", ""]},
                            {"values": ["Lập tổ chức kinh tế mới", "ít nhất 1", ""]},
                        ],
                        "caption": "Chỉ tiêu năm 2020",
                    },
                ),
                (
                    "paragraph",
                    "Sản phẩm mới trước hết là nông sản, thủy sản chế biến và hàng thủ công. Tổ "
                    "chức do người dân địa phương cùng quản lý được ưu tiên.\n"
                    "Các cấp rà lại đề án và kế hoạch năm; văn phòng điều phối tập huấn; huyện "
                    "giải thích nội dung, trách nhiệm, quyền lợi; sản phẩm đạt chuẩn được xúc "
                    "tiến thương mại.",
                ),
            ),
            source_note="UBND tỉnh Thái Bình",
            topics=(Topic.PLAN,),
        ),
    ),
    Story(
        "Ủy ban nhân dân huyện Thanh Trì",
        "Huyện Thanh Trì",
        _at(2017, 3, 30, 17),
        Draft(
            title="Thanh Trì ký chương trình phối hợp năm 2017",
            lead=(
                "Ban Tuyên giáo Huyện ủy và UBND huyện Thanh Trì nhìn lại năm 2016 và ký chương "
                "trình năm 2017: đưa kế hoạch kinh tế - xã hội vào cuộc sống, giải quyết việc bức "
                "xúc của dân."
            ),
            blocks=(
                (
                    "list",
                    [
                        "Năm kỷ cương hành chính 2017",
                        "Quy tắc ứng xử của cán bộ và ở nơi công cộng",
                        "Nâng tiêu chí nông thôn mới gắn với trật tự đô thị, môi trường, đất đai",
                    ],
                ),
                (
                    "paragraph",
                    "Năm 2016 hai bên cùng làm các mô hình kinh tế, giữ và nâng tiêu chí nông "
                    "thôn mới, phòng dịch, an toàn thực phẩm, môi trường; cùng Mặt trận nghe ý "
                    "kiến của dân.",
                ),
            ),
            source_note="Ban Tuyên giáo Huyện ủy Thanh Trì",
            topics=(Topic.AGREEMENT, Topic.PEOPLE),
        ),
        more={
            "links": {
                "Cơ quan Đảng, Nhà nước": [("Cổng Chính phủ", "https://chinhphu.vn/")],
                "Báo chí": [("Báo Nhân Dân", "https://nhandan.vn/")],
            }
        },
    ),
    Story(
        "Ủy ban nhân dân huyện Ba Chẽ",
        "Huyện Ba Chẽ",
        _at(2020, 3, 27, 9),
        Draft(
            title="Ba Chẽ: 16/16 nội dung phối hợp đã làm, ký tiếp năm 2020",
            lead=(
                "Ngày 26/3/2020, UBND huyện Ba Chẽ và khối Mặt trận, đoàn thể tổng kết chương "
                "trình phối hợp 2019: cả 16 nội dung đều thực hiện, rồi ký chương trình 2020."
            ),
            blocks=(
                (
                    "figure",
                    {
                        "counted": "",
                        "value": "2,13%",
                        "label": "hộ nghèo của huyện cuối năm 2019",
                        "source": "UBND huyện Ba Chẽ",
                    },
                ),
                (
                    "paragraph",
                    "Ba xã Minh Cầm, Nam Sơn và Đạp Thanh đạt chuẩn nông thôn mới. Người dân hiến "
                    "cây, hiến đất; nghề, việc làm, an sinh, hòa giải, đơn thư đều có kết quả.",
                ),
                ("heading", "Năm 2020"),
                (
                    "list",
                    [
                        "Nâng chất lượng sản phẩm OCOP",
                        "Lâm nghiệp, dược liệu; giảm nghèo; việc làm",
                        "Văn hóa người Dao gắn với du lịch",
                        "Phòng, chống Covid-19",
                    ],
                ),
            ),
            source_note="UBND huyện Ba Chẽ",
            topics=(Topic.AGREEMENT, Topic.NEW_RURAL),
        ),
        english=(
            "Ba Chẽ: all 16 contents carried out, the next year signed",
            "On 26 March 2020 the district and the block of the Front reviewed 2019, carried out "
            "in all 16 contents, and signed the programme of 2020.",
        ),
    ),
)


LINKS_OF_TODAY = {
    "Cơ quan Trung ương": [
        ("Cổng Thông tin điện tử Chính phủ", "https://chinhphu.vn/"),
        ("Bộ Nông nghiệp và Môi trường", "https://mae.gov.vn/"),
    ],
    "Báo chí": [("Báo Nhân Dân", "https://nhandan.vn/"), ("Thông tấn xã", "https://vnanet.vn/")],
    "Văn bản": [("Cơ sở dữ liệu quốc gia về pháp luật", "https://vbpl.vn/")],
}


def add(world: World) -> None:
    centre = world.person(Role.CENTRE_OFFICER)
    for story in STORIES:
        tell(story, centre)
    of_today(world)


def tell(story: Story, by: User) -> Article:
    """On its unit's own site. It stood online then and nobody here reads it before, so the
    programme itself puts it there."""
    organisation = Organisation.objects.get(name=story.body)
    home = UnitHome.objects.filter(organisation=organisation).first() or actions.open_home(
        organisation, story.site, by=by, at=story.at, is_demonstration=True
    )
    _link(home, story.more.get("links", {}))
    title_en, lead_en = story.english
    draft = _with_place(story.draft, organisation.place)
    article = actions.draft_article(
        Section.objects.get(home=home),
        draft,
        by=by,
        at=story.at,
        is_demonstration=True,
        shown_at=story.at,
        title_en=title_en,
        lead_en=lead_en,
    )
    article.get_latest_revision().publish()
    return article


def _link(home: UnitHome, groups: dict[str, list[tuple[str, str]]]) -> None:
    for order, (name, links) in enumerate(groups.items()):
        group = LinkGroup(
            name=name,
            sort_order=order,
            links=[Link(name=n, link=to, sort_order=at) for at, (n, to) in enumerate(links)],
        )
        home.link_groups.add(group)
    home.save()


def _with_place(draft: Draft, place: Place | None) -> Draft:
    return Draft(**{**draft.__dict__, "place": place})


def of_today(world: World) -> None:
    """The editor's own body has a site: news online, one that waits, one for later, a draft."""
    editor, keeper = world.person(Role.EDITOR), world.person(Role.COORDINATOR)
    assert editor.acting is not None
    now = world.at
    home = actions.open_home(
        editor.acting.organisation,
        "Sản vật Lâm Đồng (trình diễn)",
        lead="Tin của Chương trình Mỗi xã một sản phẩm trong tỉnh.",
        place=world.province,
        by=keeper,
        at=now,
        is_demonstration=True,
    )
    _link(home, LINKS_OF_TODAY)
    section = Section.objects.get(home=home)
    today = timezone.localdate(now)
    online = _written(
        section,
        Draft(
            title="Đợt đánh giá thứ hai năm 2026: xã nộp hồ sơ từ tuần này",
            lead=(
                "Cán bộ xã nhận và kiểm tra hồ sơ trong 15 ngày làm việc; chủ thể nên tự chấm "
                "trước để biết còn thiếu điều gì."
            ),
            blocks=(
                (
                    "paragraph",
                    "Hồ sơ gồm phiếu đăng ký, phương án sản xuất kinh doanh và minh chứng cho "
                    "từng tiêu chí. Trang Tự chấm cho biết sản phẩm đang ở mấy sao.",
                ),
                ("figure", {"counted": "products", "value": "", "label": "", "source": ""}),
            ),
            source_note="Văn phòng Điều phối nông thôn mới Trình diễn",
            topics=(Topic.CYCLE, Topic.RANKING),
            place=world.province,
        ),
        editor,
        now - timedelta(days=2),
        hot_until=today + timedelta(days=30),
        featured_until=today + timedelta(days=60),
    )
    actions.submit(online, by=editor, at=now)
    actions.approve(online, by=keeper, at=now)

    waiting = _written(
        section,
        Draft(
            title="Hội Nông dân giúp chủ thể chụp ảnh sản phẩm",
            lead="Mỗi xã một buổi, mang theo sản phẩm đã có nhãn; ảnh dùng được cho hồ sơ.",
            blocks=(("paragraph", "Lịch từng xã do cán bộ xã báo."),),
            topics=(Topic.SUPPORT,),
            place=world.province,
        ),
        editor,
        now,
    )
    actions.submit(waiting, by=editor, at=now)

    later = _written(
        section,
        Draft(
            title="Sắp mở đăng ký gian hàng Hội chợ cuối năm",
            lead="Đăng ký mở sau ba ngày; ưu tiên sản phẩm từ 3 sao còn hiệu lực.",
            blocks=(("paragraph", "Mỗi chủ thể một gian, không thu tiền chỗ."),),
            topics=(Topic.PROMOTION,),
            place=world.province,
        ),
        editor,
        now,
    )
    later.go_live_at = now + timedelta(days=3)
    later.save_revision(user=editor)
    actions.submit(later, by=editor, at=now)
    actions.approve(later, by=keeper, at=now)

    held = Event.objects.filter(state__in=(Event.State.HELD, Event.State.REPORTED))
    event = held.filter(place__lineage__startswith=world.province.lineage).order_by("-pk").first()
    if event is not None:
        actions.draft_article(
            section, from_records.from_event(event), by=editor, at=now, is_demonstration=True
        )


def _written(section: Section, draft: Draft, by: User, at: datetime, **more: Any) -> Article:
    return actions.draft_article(section, draft, by=by, at=at, is_demonstration=True, **more)
