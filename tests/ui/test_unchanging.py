"""Parts of a page that are made once: from what they are given alone, in each language."""

import pytest
from django.template import RequestContext, Template, TemplateSyntaxError
from django.utils.translation import override

from sanvat.ui.tags import unchanging

SAYS = (
    "{% load i18n ui %}{% unchanging who=who %}"
    "{% translate 'Trả lời' %}, {{ who }}{% endunchanging %}"
)


@pytest.fixture
def made(rf):
    """The part as a page has it, where a reader is among what the page knows."""
    template = Template(SAYS)

    def made(language, who):
        with override(language):
            return template.render(RequestContext(rf.get("/"), {"who": who, "reader": "Mận"}))

    return made, template


def test_it_is_made_once_in_each_language_and_for_each_value(made):
    made, template = made
    (node,) = template.nodelist.get_nodes_by_type(unchanging.Unchanging)
    rendered = []
    inner = node.nodelist.render
    node.nodelist.render = lambda context: rendered.append(1) or inner(context)

    said = [made(*each) for each in (("vi", "Mai"), ("en", "Mai"), ("vi", "Mai"), ("vi", "Tư"))]

    assert said == ["Trả lời, Mai", "Reply, Mai", "Trả lời, Mai", "Trả lời, Tư"]
    assert len(rendered) == 3


def test_what_it_is_given_is_escaped(made):
    assert made[0]("vi", "<script>") == "Trả lời, &lt;script&gt;"


def test_nothing_of_the_reader_is_known_there(rf):
    for secret in ("reader", "request", "user", "csrf_token"):
        template = Template(
            f"{{% load ui %}}{{% unchanging %}}{{{{ {secret} }}}}{{% endunchanging %}}"
        )
        template.engine.string_if_invalid, before = "", template.engine.string_if_invalid
        try:
            context = RequestContext(rf.get("/"), {"reader": "Mận", "user": "Mận"})
            assert template.render(context) == ""
        finally:
            template.engine.string_if_invalid = before


def test_no_more_are_kept_than_so_many(made, monkeypatch):
    made, template = made
    monkeypatch.setattr(unchanging, "MOST_KEPT", 3)
    (node,) = template.nodelist.get_nodes_by_type(unchanging.Unchanging)
    for n in range(10):
        assert made("vi", n) == f"Trả lời, {n}"
        assert len(node._kept) <= 3


def test_values_have_names():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}{% unchanging who %}{% endunchanging %}")
