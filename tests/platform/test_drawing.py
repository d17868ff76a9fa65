"""Templates are drawn in a shorter way than Jinja's own, and come out the same."""

from __future__ import annotations

from typing import Any

import markupsafe
import pytest
from jinja2 import DictLoader, Environment, pass_context

from riskapp.platform import drawing, i18n
from riskapp.platform.drawing import escape
from riskapp.platform.i18n import _


class Drawn:
    """Something that says itself how it is drawn."""

    def __html__(self) -> str:
        return "<b>bold</b>"


@pytest.mark.parametrize(
    "piece",
    [
        '<i>"Joan\'s" & ours</i>',
        markupsafe.Markup("<i>ours</i>"),
        _("<i>words</i>"),
        3,
        None,
        Drawn(),
    ],
)
def test_a_piece_of_a_page_is_escaped_as_markupsafe_does(piece: object) -> None:
    assert escape(piece) == str(markupsafe.escape(piece))


class Holds:
    """Something whose attributes are read."""

    said = "<i>said</i>"

    @property
    def broken(self) -> str:
        raise AttributeError("no such thing")

    def __getitem__(self, name: str) -> str:
        return f"[{name}]"


@pass_context
def _asks_the_context(context: Any, more: str = "") -> str:
    return f"{context['name']}{more}"


PAGES = {
    "base.html": "<{% block top %}top{% endblock %}|{% block main required %}{% endblock %}|"
    "{% for n in [1, 2] %}{% block each scoped %}{{ n }}{% endblock %}{% endfor %}>",
    "page.html": "{% extends 'base.html' %}{% from 'parts.html' import line, boxed %}"
    "{% block top %}{{ super() }}{{ self.main() }}{% endblock %}"
    "{% block main %}{{ line('<b>', more=name) }}{% call boxed() %}{{ line(name) }}{% endcall %}{% endblock %}",
    "parts.html": "{% macro line(words, more='—') %}{{ words }}{{ more }}{% endmacro %}"
    "{% macro boxed(name='x') %}[{% if caller %}{{ caller() }}{% else %}{{ name }}{% endif %}]{% endmacro %}"
    "{% macro any() %}{{ varargs | join }}{{ kwargs.a }}{% endmacro %}"
    "{% macro twice(n) %}{{ n }}{% if n %}{{ twice(n - 1) }}{% endif %}{% endmacro %}",
}


@pytest.mark.parametrize(
    "page",
    [
        "{% extends 'page.html' %}",
        "{% extends 'page.html' %}{% block each %}({{ n }}){% endblock %}",
        "{% if name %}{% extends 'page.html' %}{% endif %}",
        "{% from 'parts.html' import boxed %}{{ boxed() }}{{ boxed('<') }}{{ boxed(name=name) }}",
        "{% from 'parts.html' import line %}{{ line() }}{{ line(*[name, 2]) }}{{ line(**{'words': 1}) }}",
        "{% from 'parts.html' import any %}{{ any(1, 2, a='<') }}",
        "{% from 'parts.html' import twice %}{{ twice(2) }}",
        "{% import 'parts.html' as parts %}{{ parts.line('&') ~ '<' }}",
        "{% set kept %}{{ name }}{% endset %}{{ kept }}{{ kept | upper }}",
        "{% for n in 'ab' if n != name %}{{ loop.index }}{{ loop.cycle('x', 'y') }}{% endfor %}",
        "{{ held.said }}{{ held.broken }}{{ held.nothing }}{{ said.name }}{{ said.nothing }}",
        "{{ held.said.upper() }}{{ said.items() | list }}{{ none.nothing }}{{ nothing is defined }}",
        "{{ asks() }}{{ asks('<') }}{{ dict(**{'class': name})['class'] }}{{ dict(a=1).a }}",
    ],
)
def test_a_page_comes_out_as_jinja_draws_it(page: str) -> None:
    drawn = []
    for is_ours in (False, True):
        loader = DictLoader({**PAGES, "drawn.html": page})
        environment = Environment(autoescape=True, auto_reload=False, loader=loader)
        environment.globals["asks"] = _asks_the_context
        if is_ours:
            drawing.init_jinja(environment)
        template = environment.get_template("drawn.html")
        drawn.append(template.render(name="<Ada>", held=Holds(), said={"name": "<x>"}))
    assert drawn[0] == drawn[1] != ""


@pytest.mark.parametrize("who", ["<b>Ada</b>", markupsafe.Markup("<b>Ada</b>"), _("%(x)s & co"), 3])
def test_wording_is_filled_as_markupsafe_does(who: object) -> None:
    environment = Environment(autoescape=True)
    i18n.init_jinja(environment)
    said = environment.globals["_"]("Said by <i>%(who)s</i>", who=who)
    assert said == markupsafe.Markup("Said by <i>%(who)s</i>") % {"who": who}
    assert type(said) is markupsafe.Markup


@pytest.mark.parametrize(
    "page",
    [
        "{% from 'parts.html' import line %}{{ line(wrods=1) }}",
        "{% from 'parts.html' import line %}{{ line(1, 2, 3) }}",
        "{% from 'parts.html' import line %}{% call line() %}{% endcall %}",
    ],
)
def test_a_macro_that_is_called_in_a_wrong_way_is_named(page: str) -> None:
    environment = Environment(autoescape=True, loader=DictLoader(PAGES))
    drawing.init_jinja(environment)
    with pytest.raises(TypeError, match=r"macro line\(\)"):
        environment.from_string(page).render()
