"""A page stands in its frame as Django would put it there, and the frame is gone through once."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.base import Node

OURS = "sanvat.ui.extending"
WRITTEN = {
    "frame": "[{% block a %}A{% if x %}{% block b %}B{% endblock %}{% endif %}{% endblock %}]",
    "middle": '{% extends "frame" %}{% block b %}{{ block.super }}b{% endblock %}',
    "page": '{% extends "middle" %}{% block a %}({{ block.super }}){% endblock %}',
    "another": "{% extends frame %}{% block b %}another{% endblock %}",
}


def engine(*builtins: str) -> Engine:
    plain = ("django.template.loaders.locmem.Loader", WRITTEN)
    loaders = [("django.template.loaders.cached.Loader", [plain])]
    return Engine(loaders=loaders, builtins=[*builtins])


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("x", [True, False])
def test_a_page_says_what_django_would_let_it_say(name, x):
    ours, plain = engine(OURS), engine()

    for frame in ("frame", "middle", "frame"):
        said = [
            each.get_template(name).render(Context({"x": x, "frame": frame}))
            for each in (ours, plain)
        ]
        assert said[0] == said[1]


def test_a_frame_is_gone_through_once(monkeypatch):
    asked = []
    plain = Node.get_nodes_by_type
    page = engine(OURS).get_template("page")
    monkeypatch.setattr(
        Node, "get_nodes_by_type", lambda node, kind: asked.append(node) or plain(node, kind)
    )

    page.render(Context({"x": True}))
    once = len(asked)
    page.render(Context({"x": True}))

    assert once > 0
    assert len(asked) == once


def test_a_page_has_one_frame():
    with pytest.raises(TemplateSyntaxError, match="more than once"):
        engine(OURS).from_string('{% extends "frame" %}{% extends "middle" %}')


def test_the_pages_are_made_so(settings):
    assert OURS in settings.TEMPLATES[0]["OPTIONS"]["builtins"]
