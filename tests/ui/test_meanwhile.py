"""A form that comes back since somebody else saved first, and what each form carries."""

import re

from sanvat.ui.meanwhile import Meanwhile
from sanvat.ui.tables import Column
from tests.ui.test_tags import Form, render


def late(theirs: dict[str, str], **more) -> Form:
    """A form whose person saved after somebody else."""
    form = Form({"name": "Chè", "level": "1", "agreed": "on", "note": ""})
    form.meanwhile = Meanwhile("Đã có thay đổi.", "/x/?a=1&b=2", theirs=theirs, **more)
    return form


def test_a_field_shows_what_somebody_else_saved_and_ties_it_to_its_control():
    html = render("{% field form.name %}", form=late({"name": "<Trà>"}))

    assert 'aria-describedby="id_name_helptext id_name_theirs"' in html
    assert '<p class="field__theirs" id="id_name_theirs">' in html
    assert "Hiện nay: <strong>&lt;Trà&gt;</strong>" in html
    assert "theirs" not in render("{% field form.note %}", form=late({"name": "Trà"}))


def test_a_group_of_choices_shows_it_too():
    html = render("{% field form.level %}", form=late({"level": ""}))

    assert 'aria-describedby="id_level_theirs"' in html
    assert "Hiện nay để trống" in html


def test_the_summary_says_what_somebody_else_saved_and_gives_two_ways_on():
    form = late({"name": "Trà", "note": ""}, told="Chị Lan lưu lúc 10:05.")
    form.add_error(None, "Đã có thay đổi.")

    html = " ".join(render("{% errors form %}", form=form).split())

    assert '<div class="notice notice--warn" tabindex="-1" role="alert" data-focus>' in html
    assert "<p>Đã có thay đổi. Chị Lan lưu lúc 10:05.</p>" in html
    assert '<a href="#id_name"> Tên, hiện nay: Trà </a>' in html
    assert '<a href="#id_note"> Ghi chú, hiện nay để trống </a>' in html
    assert 'type="submit"' in html
    assert 'href="/x/?a=1&amp;b=2"' in html
    assert "chỗ cần sửa" not in html


def test_what_may_not_be_shown_is_led_to():
    html = render("{% errors form %}", form=late({}, is_shown=False))

    assert "Mở xem bản hiện nay" in html
    assert "Hai bản giống nhau" not in html


def test_rows_that_somebody_else_saved_are_a_table():
    columns, rows = [Column("Tên gọi")], [("<Túi>",)]

    html = render("{% meanwhile form %}", form=late({}, columns=columns, rows=rows))

    assert '<th scope="row">&lt;Túi&gt;</th>' in html
    assert "không còn dòng nào" in render(
        "{% meanwhile form %}", form=late({}, columns=columns, rows=[])
    )


def test_where_nobody_saved_before_nothing_is_said():
    assert render("{% meanwhile form %}", form=Form({})).strip() == ""


def test_each_form_has_a_key_of_its_own():
    keys = [re.search(r'value="([0-9a-f]{32})"', render("{% once %}"))[1] for _each in range(2)]

    assert keys[0] != keys[1]


def test_a_form_carries_the_version_that_was_seen():
    form = Form()
    form.carried = '"a'

    assert render("{% version form %}", form=form) == (
        '<input type="hidden" name="seen" value="&quot;a">'
    )
