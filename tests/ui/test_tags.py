"""What each tag writes. Small ones whole; of larger ones the part that carries the promise."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory, SimpleTestCase
from django.utils import translation

from sanvat.ui import drawings
from sanvat.ui.tables import Column, link, under, with_unit
from sanvat.ui.tags.marks import stars

same_html = SimpleTestCase().assertHTMLEqual


def render(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


class Form(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như trên nhãn.")
    level = forms.ChoiceField(
        label="Mức", widget=forms.RadioSelect, choices=[("1", "Thấp"), ("2", "Cao")]
    )
    agreed = forms.BooleanField(label="Đồng ý")
    note = forms.CharField(label="Ghi chú", required=False)


def test_stars_say_how_many_of_how_many():
    html = render("{% stars 4 size='s' %}")

    assert 'role="img" aria-label="4 trên 5 sao" viewBox="0 0 120 24"' in html


def test_stars_are_shaded_where_they_are_large_enough_for_it():
    drawn = {size: shapes_of(render(f"{{% stars 3 size='{size}' %}}")) for size in "sml"}

    assert drawn["m"] == drawn["l"] == [drawings.GOLD] * 3 + [drawings.OFF] * 2
    assert drawn["s"] == [drawings.PLAIN] * 3 + [drawings.OFF] * 2


def test_each_star_of_a_row_has_its_own_place():
    places = re.findall(r' x="(\d+)"', render("{% stars 4 %}"))

    assert [int(place) for place in places] == [0, 24, 48, 72, 96]


@pytest.mark.django_db
def test_what_stars_refer_to_is_drawn_once_on_every_page(client):
    body = client.get("/").content.decode()
    asked = set(re.findall(r'<use href="#([^"]+)"', body))

    assert {drawings.GOLD, drawings.OFF} <= asked
    for name in (drawings.GOLD, drawings.PLAIN, drawings.OFF):
        assert body.count(f'<symbol id="{name}">') == 1
    assert body.index("<symbol") < body.index("<use")


@pytest.mark.parametrize(
    ("count", "filled", "outlined"), [(0, 0, 5), (3, 3, 2), (5, 5, 0), (9, 5, 0), (None, 0, 5)]
)
def test_stars_fill_what_was_reached_and_outline_the_rest(count, filled, outlined):
    html = render("{% stars count %}", count=count)

    shapes = shapes_of(html)
    assert (shapes.count(drawings.GOLD), shapes.count(drawings.OFF)) == (filled, outlined)


def shapes_of(html: str) -> list[str]:
    return re.findall(r'<use href="#([^"]+)"', html)


def test_no_star_yet_is_said_in_words():
    assert 'aria-label="Chưa có sao"' in render("{% stars 0 %}")


def test_an_icon_is_silent_unless_it_has_a_label():
    silent, named = render("{% icon 'check' %}"), render("{% icon 'check' label='Xong' %}")

    same_html(
        silent,
        '<svg class="icon icon--m" aria-hidden="true" viewBox="0 0 24 24" width="24" height="24"'
        ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round"><path d="M20 6 9 17l-5-5"/></svg>',
    )
    assert 'role="img" aria-label="Xong"' in named


def test_a_tag_escapes_its_words():
    same_html(
        render("{% tag words kind='good' %}", words="<b>Còn hiệu lực</b>"),
        '<span class="tag tag--good">&lt;b&gt;Còn hiệu lực&lt;/b&gt;</span>',
    )


def test_a_button_is_a_button():
    same_html(
        render("{% button 'Nộp' name='act' value='file' disabled=True %}"),
        '<button class="button button--primary" type="submit" name="act" value="file" disabled>'
        "<span>Nộp</span></button>",
    )


def test_a_button_with_an_address_is_a_link():
    same_html(
        render("{% button 'Xem' href=address kind='quiet' %}", address='/x/?a=1&b="2"'),
        '<a class="button button--quiet" href="/x/?a=1&amp;b=&quot;2&quot;"><span>Xem</span></a>',
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% button 'x' kind='huge' %}",
        "{% tag 'x' kind='blue' %}",
        "{% notice 'fatal' %}{% endnotice %}",
        "{% panel kind='box' %}{% endpanel %}",
        "{% stars 3 size='xl' %}",
        "{% table '' '' kind='huge' %}{% endtable %}",
    ],
)
def test_a_kind_that_does_not_exist_is_refused(source):
    with pytest.raises(TemplateSyntaxError, match=r"see ui/README\.md"):
        render(source)


def test_a_panel_has_its_heading_lead_and_action():
    same_html(
        render(
            "{% button 'Sửa' href='/s/' as edit %}"
            "{% panel title='Chủ thể' level=3 id='chu-the' lead='Ai?' action=edit %}"
            "<p>{{ name }}</p>{% endpanel %}",
            name="A & B",
        ),
        '<section class="panel panel--plain" id="chu-the">'
        '<header class="panel__head"><h3 class="panel__title">Chủ thể</h3>'
        '<a class="button button--primary" href="/s/"><span>Sửa</span></a></header>'
        '<p class="panel__lead">Ai?</p>'
        '<div class="panel__body"><p>A &amp; B</p></div></section>',
    )


def test_a_button_may_be_left_out():
    assert render("[{% button 'Sửa' href='/s/' when=False %}]") == "[]"


def test_a_button_that_posts_is_a_form_of_its_own():
    html = render("{% post_button '/x/?a=1&b=2' 'Bỏ' kind='quiet' %}", csrf_token='"k"')

    same_html(
        re.sub(r'value="[0-9a-f]{32}"', 'value="…"', html),
        '<form method="post" action="/x/?a=1&amp;b=2">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="&quot;k&quot;">'
        '<input type="hidden" name="once" value="…">'
        '<button class="button button--quiet" type="submit"><span>Bỏ</span></button></form>',
    )


def test_a_button_that_posts_to_this_page_needs_no_address():
    html = render("{% post_button '' 'Bỏ' name='session' value=7 %}", csrf_token="k")

    assert html.startswith('<form method="post"><input')
    assert 'name="session" value="7"' in html
    assert render("{% post_button '/x/' 'Bỏ' when=False %}") == ""


def test_a_text_to_take_along_stands_in_a_field_with_its_button():
    html = render("{% copy_field 'khoa' 'Khóa' secret %}", secret='a"b')

    assert '<label class="field__label" for="khoa">Khóa</label>' in html
    assert '<input id="khoa" readonly value="a&quot;b">' in html
    assert 'type="button" data-copy="khoa" hidden>' in html


def test_a_refusal_is_read_out_and_escaped():
    html = render("{% refusal message %}", message="Đã có <b>hồ sơ</b>.")

    assert '<div class="notice notice--bad" role="alert">' in html
    assert "Chưa làm được" in html
    assert "<p>Đã có &lt;b&gt;hồ sơ&lt;/b&gt;.</p>" in html


def test_where_nothing_was_refused_nothing_is_said():
    assert render("{% refusal message %}", message=None) == ""


COLUMNS = [
    Column("Sản phẩm"),
    Column("Xã", kind="whole"),
    Column("Điểm", kind="number"),
    Column("Nộp hồ sơ phân hạng lại", phone_label="Nộp lại"),
    Column("Ý nghĩa", phone_label=""),
    Column("Việc làm", for_readers=True),
]


def test_a_table_says_each_label_once_and_carries_it_to_every_cell():
    rows = [(link("Chè", "/c/"), under("Tà Xùa", "Sơn La"), with_unit(3, "điểm"), "mai", "…", "")]

    same_html(
        render(
            "{% table rows columns caption='Theo vần' kind='brief' %}{% endtable %}",
            rows=rows,
            columns=COLUMNS,
        ),
        '<table class="table table--dense table--brief">'
        '<caption class="for-readers">Theo vần</caption>'
        '<thead><tr><th scope="col">Sản phẩm</th><th scope="col">Xã</th>'
        '<th scope="col" class="number">Điểm</th><th scope="col">Nộp hồ sơ phân hạng lại</th>'
        '<th scope="col">Ý nghĩa</th>'
        '<th scope="col"><span class="for-readers">Việc làm</span></th></tr></thead>'
        '<tbody><tr><th scope="row"><a href="/c/">Chè</a></th>'
        '<td class="whole" data-label="Xã">Tà Xùa <span class="table__under">Sơn La</span></td>'
        '<td class="number" data-label="Điểm">3<span class="on-phone"> điểm</span></td>'
        '<td data-label="Nộp lại">mai</td><td>…</td><td></td></tr></tbody></table>',
    )


def test_a_table_may_show_its_caption_and_have_a_class_of_its_own():
    html = render(
        "{% table rows columns caption='Tham số' show_caption=True css='changes' %}{% endtable %}",
        rows=[("a",)],
        columns=[Column("Tên")],
    )

    assert '<table class="table changes"><caption>Tham số</caption>' in html


def test_a_table_takes_rows_as_they_come():
    html = render(
        "{% table rows columns %}{% endtable %}",
        rows=((number, stars(number)) for number in (1, 2)),
        columns=[Column("Số"), Column("Sao")],
    )

    assert html.count("<tr>") == 3
    assert html.count("<svg") == 2


HOSTILE = """<script>alert('{0} {} {{x}} %s')</script>"&"""
ESCAPED = (
    "&lt;script&gt;alert(&#x27;{0} {} {{x}} %s&#x27;)&lt;/script&gt;&quot;&amp;"  # as a reader sees
)


def test_a_table_escapes_what_it_is_given_wherever_it_stands():
    column = Column(HOSTILE)
    html = render(
        "{% table rows columns caption=text css=text %}{% endtable %}",
        rows=[(HOSTILE, HOSTILE), (link(HOSTILE, HOSTILE), under(HOSTILE, with_unit("", HOSTILE)))],
        columns=[column, column],
        text=HOSTILE,
    )

    assert html.count(ESCAPED) == 12
    assert "<script" not in html


def test_hostile_facts_links_and_buttons_are_escaped():
    html = render(
        "{% fact text text %}{% back text text %}{% post_button text text %}", text=HOSTILE
    )

    assert html.count(ESCAPED) == 6
    assert "<script" not in html


def test_a_list_without_rows_shows_what_stands_between_the_tags():
    source = "{% table rows columns %}{% nothing title='Chưa có' %}…{% endnothing %}{% endtable %}"

    assert "Chưa có" in render(source, rows=[], columns=[Column("Tên")])
    assert "Chưa có" not in render(source, rows=[("a",)], columns=[Column("Tên")])


def test_a_row_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="a row of 2 cells in a table of 1 columns"):
        render("{% table rows columns %}{% endtable %}", rows=["ab"], columns=[Column("Tên")])


def test_an_unknown_word_in_a_table_tag_is_refused():
    with pytest.raises(TemplateSyntaxError, match="table cannot read 'brief'"):
        render("{% table rows columns brief %}{% endtable %}")


def test_a_column_of_an_unknown_kind_is_refused():
    with pytest.raises(TemplateSyntaxError, match=r"see ui/README\.md"):
        Column("Tên", kind="huge")


def test_a_fact_is_a_term_and_its_value():
    same_html(
        render("{% fact 'Mã số thuế' code number=True %}{% fact 'Số' 0 %}", code="0123"),
        '<div><dt>Mã số thuế</dt><dd class="number">0123</dd></div>'
        "<div><dt>Số</dt><dd>0</dd></div>",
    )


@pytest.mark.parametrize("value", [None, ""])
def test_a_fact_that_is_not_known_is_left_out(value):
    assert render("{% fact 'Mã số thuế' value %}", value=value) == ""


def test_back_leads_to_a_page_by_its_name_or_its_address():
    by_name = render("{% back 'Bộ phận' 'ui:components' %}")
    by_address = render("{% back 'Bộ phận' '/giao-dien/' %}")

    assert by_name == by_address
    assert '<nav class="back no-print"><a href="/giao-dien/"><svg' in by_name
    assert by_name.endswith("</svg> Bộ phận</a></nav>")


def test_a_notice_says_its_kind_in_words_too():
    html = render("{% notice 'bad' title='Chưa nộp được' live=True %}<p>…</p>{% endnotice %}")

    assert '<div class="notice notice--bad" role="alert">' in html
    assert '<span class="for-readers">Lỗi: </span>Chưa nộp được' in html


def test_a_notice_without_a_title_says_its_kind_only_to_those_who_hear_the_page():
    html = render("{% notice 'good' %}<p>Đã lưu.</p>{% endnotice %}")

    assert re.search(r'<p class="for-readers">Đã xong</p>\s*<p>Đã lưu\.</p>', html)
    assert "notice__title" not in html


def test_a_long_title_is_set_smaller():
    same_html(
        render("{% page_header title=title %}{% endpage_header %}", title="ơ" * 61),
        f'<header class="page__header"><h1 class="long">{"ơ" * 61}</h1></header>',
    )


def test_the_main_links_end_with_the_way_in():
    html = render("{% main_navigation %}{% endmain_navigation %}")

    assert html.rindex('href="/ban-lam-viec/"') > html.rindex('href="/api/v1/docs"')
    assert "<span>Đăng nhập</span>" in html


def test_breadcrumbs_end_at_this_page():
    same_html(
        render("{% breadcrumbs items %}", items=[("Tiêu chí", "/t/"), ("Chè", "")]),
        '<nav class="breadcrumbs" aria-label="Vị trí trang"><ol>'
        '<li><a href="/t/">Tiêu chí</a></li>'
        '<li><span aria-current="page">Chè</span></li></ol></nav>',
    )


def test_tabs_are_links_and_tell_the_current_one():
    same_html(
        render(
            "{% tabs items current='/b/' label='Mức' %}",
            items=[("Một", "/a/"), {"label": "Hai", "href": "/b/", "count": 0}],
        ),
        '<nav class="tabs" aria-label="Mức"><ul><li><a href="/a/">Một</a></li>'
        '<li><a href="/b/" aria-current="page">Hai <span class="tabs__count">0</span></a></li>'
        "</ul></nav>",
    )


@pytest.mark.parametrize(
    ("current", "states"),
    [
        (1, ["current", "ahead", "ahead"]),
        (2, ["done", "current", "ahead"]),
        (4, ["done", "done", "done"]),
    ],
)
def test_steps_before_the_current_one_are_done(current, states):
    html = render("{% steps items current=now %}", items=["A", ("B", "hạn"), "C"], now=current)

    assert [part.split('"')[0] for part in html.split("steps__step--")[1:]] == states
    assert html.count('aria-current="step"') == states.count("current")
    assert html.count("(đã xong)") == states.count("done")


def test_the_pager_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/x/", {"q": "chè", "page": "2"})

    html = render("{% pager page %}", page=Paginator(range(30), 10).page(2), request=request)

    hrefs = [piece.split('"')[0] for piece in html.split('href="')[1:]]
    query = "?q=ch%C3%A8&amp;page="
    assert hrefs == [f"{query}{number}" for number in (1, 1, 3, 3)]


def test_one_page_needs_no_pager():
    assert render("{% pager page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_figures_pair_each_value_with_its_label():
    same_html(
        render("{% key_figures items %}", items=[(3321, "xã"), ("34", "tỉnh", "từ 2025")]),
        '<dl class="key-figures">'
        '<div class="key-figures__item"><dt>xã</dt><dd class="key-figures__value">3.321</dd></div>'
        '<div class="key-figures__item"><dt>tỉnh</dt><dd class="key-figures__value">34</dd>'
        '<dd class="key-figures__note">từ 2025</dd></div></dl>',
    )


def test_progress_reads_as_a_fraction():
    same_html(
        render("{% progress 7 of=12 label='Giấy tờ' %}"),
        '<label class="progress"><span class="progress__label">Giấy tờ</span>'
        '<progress value="7" max="12"></progress><span class="progress__text">7/12</span></label>',
    )


def test_a_total_is_never_rounded_up_over_a_mark():
    html = render("{% meter total label='Tổng' %}", total=Decimal("69.9964"))

    assert 'aria-valuenow="69.9964" aria-valuetext="69,99 trên 100 điểm"' in html
    assert 'class="scale__fill" y="0.7em" width="69.99%"' in html
    assert html.count("scale__band--here") == 1


@pytest.mark.parametrize(
    ("value", "stars"), [("0", 1), ("29.9", 1), ("30", 2), ("70", 4), ("89.99", 4), ("100", 5)]
)
def test_the_scale_marks_the_band_the_points_lie_in(value, stars):
    html = render("{% meter value %}", value=value)

    assert [int(name) for name in band_names(html, here=True)] == [stars]
    assert len(band_names(html, here=False)) == 4


def band_names(html: str, *, here: bool) -> list[str]:
    bands = html.split('<svg class="scale__band')[1:]
    return [
        band.split("</text>")[0].rsplit(">", 1)[1]
        for band in bands
        if band.startswith(" scale__band--here") == here
    ]


def test_a_scale_other_than_a_hundred_has_no_bands_but_its_minima():
    html = render("{% meter 31.5 of=40 minima=minima %}", minima=[24, (32, "4 sao")])

    assert "scale__band" not in html
    assert html.count('class="scale__minimum"') == 2
    assert "Đã đạt mức tối thiểu 24" in html
    assert "Chưa đạt mức tối thiểu 32 (4 sao)" in html


def test_bars_are_as_long_as_their_share():
    html = render("{% bars items unit='tấn' %}", items=[("Chè", 40), ("Gạo", 10), ("Mật", 0)])

    widths = [piece.split('"')[0] for piece in html.split('<rect width="')[1:]]
    assert widths == ["100%", "25%", "0%"]


@pytest.mark.parametrize(("value", "top", "share"), [("5", "3", "100"), ("-1", "3", "0")])
def test_a_share_stays_on_its_scale(value, top, share):
    assert drawings.percent(Decimal(value), Decimal(top)) == share


def test_numbers_follow_the_language_of_the_page():
    source = "{{ n|shown }} {{ m|shown_up }}"

    vietnamese = render(source, n=Decimal("1234.567"), m=Decimal("0.2857"))
    with translation.override("en"):
        english = render(source, n=Decimal("1234.567"), m=Decimal("0.2857"))

    assert (vietnamese, english) == ("1.234,56 0,29", "1,234.56 0.29")


def test_a_field_ties_label_help_and_control():
    same_html(
        render("{% field form.name %}", form=Form()),
        '<div class="field"><label class="field__label" for="id_name">Tên</label>'
        '<p class="field__help" id="id_name_helptext">Như trên nhãn.</p>'
        '<input type="text" name="name" required aria-describedby="id_name_helptext" id="id_name">'
        "</div>",
    )


def test_help_given_in_the_page_is_tied_too():
    html = render("{% field form.note help='Vài dòng.' %}", form=Form())

    assert '<p class="field__help" id="id_note_helptext">Vài dòng.</p>' in html
    assert 'aria-describedby="id_note_helptext"' in html
    assert '<span class="field__optional">(không bắt buộc)</span>' in html


def test_a_wrong_field_says_so_at_the_field():
    html = render("{% field form.name %}", form=Form({"name": ""}))

    assert '<div class="field field--wrong">' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true" aria-describedby="id_name_helptext id_name_error"' in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = render("{% field form.level %}", form=Form({}))

    assert '<fieldset class="field field--group field--wrong" id="id_level"' in html
    assert 'aria-describedby="id_level_error"' in html
    assert '<legend class="field__label">Mức</legend>' in html
    assert html.count('<label class="option" for="id_level_') == 2


def test_a_checkbox_stands_before_its_label():
    html = render("{% field form.agreed %}", form=Form())

    assert html.index('type="checkbox"') < html.index("Đồng ý")


def test_errors_lead_to_their_fields():
    html = render("{% errors form %}", form=Form({}))

    hrefs = [piece.split('"')[0] for piece in html.split('href="')[1:]]
    assert hrefs == ["#id_name", "#id_level", "#id_agreed"]
    assert "Có 3 chỗ cần sửa" in html


def test_two_faults_of_one_field_are_one_place():
    form = Form({"level": "1", "agreed": "on"})
    form.add_error("name", "Hãy viết có dấu.")

    html = render("{% errors form %}", form=form)

    assert "Có 1 chỗ cần sửa" in html
    assert html.count('href="#id_name"') == 2


def test_a_right_form_has_no_summary_of_errors():
    right = Form({"name": "Chè", "level": "1", "agreed": "on"})

    assert render("{% errors form %}", form=right).strip() == ""


def test_a_dialog_works_without_javascript():
    html = render("{% dialog id='x' title='Rút?' %}<p>…</p>{% enddialog %}")

    assert '<details class="dialog" id="x" data-dialog data-close="Đóng">' in html
    assert '<h2 class="dialog__title" id="x-title">Rút?</h2>' in html


def test_an_empty_list_inside_a_loop_can_say_so():
    html = render(
        "{% for row in rows %}{{ row }}{% empty %}"
        "{% nothing title='Chưa có' %}<p>Thêm đi.</p>{% endnothing %}{% endfor %}",
        rows=[],
    )

    assert '<p class="nothing__title">Chưa có</p>' in html
