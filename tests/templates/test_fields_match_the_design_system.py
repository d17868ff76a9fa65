"""Each control is drawn as GOV.UK Frontend draws it, but for the differences listed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from jinja2 import Environment, PackageLoader, PrefixLoader

from riskapp.platform.forms import Form, day, line, one_of, prose, refs, some_of, tick, words
from riskapp.platform.i18n import _

# Ours and theirs differ on purpose in these alone: (tag or *, attribute) → why.
WE_ADD = {
    ("input", "dir"): "what is typed may be in a script that runs from the right",
    ("textarea", "dir"): "as above",
    ("label", "dir"): "what somebody typed is offered to be chosen, in whichever script",
    ("div.govuk-error-summary", "tabindex"): "it takes the focus by itself, with no script",
    ("div.govuk-error-summary", "autofocus"): "as above",
}
WE_LEAVE_OUT = {
    ("*", "data-module"): "none of the design system's scripts run here",
}
OUR_CLASSES = {
    "ra-kinds": "small choices beside each other, in a row that wraps",
    "ra-voice": "the person's own words are typed in their voice",
}

KINDS = [("body", _("Body")), ("people", _("People & places"))]
HINT = _("As they say it: “so” & <so>")


class Asking(Form):
    few = line(_("What is it called?"))
    few_hint = line(_("What is it called?"), hint=HINT)
    much = prose(_("What could happen?"), rows=5)
    much_hint = prose(_("What could happen?"), hint=HINT)
    own = words(_("What does %(name)s want?"), hint=HINT, rows=4)
    when = day(_("When to look again"))
    when_hint = day(_("When to look again"), hint=HINT)
    one = one_of(_("What is it about?"), KINDS)
    one_hint = one_of(_("What is it about?"), KINDS, hint=HINT)
    one_inline = one_of(_("What is it about?"), KINDS, inline=True)
    some = some_of(_("Which of these?"), KINDS)
    some_hint = some_of(_("Which of these?"), KINDS, hint=HINT)
    some_inline = some_of(_("Which of these?"), KINDS, inline=True)
    marks = refs(_("What matters most"), hint=HINT)
    yes = tick(_("I was there"))
    yes_hint = tick(_("I was there"), hint=HINT)


ENTRIES = [("e-1", "My plot <b>"), ("e-2", "Losing my way, 100%(sure)s")]
NASTY = 'He said "no" & <left>\n\nthen came back'
FILLED = [
    ("few", NASTY), ("few_hint", "a"), ("much", "\n" + NASTY), ("much_hint", "b"), ("own", NASTY),
    ("when-day", "8"), ("when-month", "January"), ("when-year", "2027"),
    ("when_hint-day", "31"), ("when_hint-month", "12"), ("when_hint-year", "2026"),
    ("one", "people"), ("one_hint", "body"), ("one_inline", "people"),
    ("some", "people"), ("some", "body"), ("some_hint", "body"), ("some_inline", "people"),
    ("marks", "e-2"), ("yes", "yes"), ("yes_hint", "yes"),
]  # fmt: skip
WRONG = [
    *((key, "x" * 30_000) for key in ("few", "few_hint", "much", "much_hint", "own")),
    *((f"{key}-{part}", "30") for key in ("when", "when_hint") for part in ("day", "month")),
    ("when-year", "2027"), ("when_hint-year", ""),
    *((key, "neither") for key in ("one", "one_hint", "one_inline", "some", "some_hint")),
    ("some_inline", "neither"), ("marks", "x" * 300),
]  # fmt: skip


def form(raw: list[tuple[str, str]] | None) -> Form:
    asked = Asking(raw=raw, names={"name": "Maureen"}, prefix="box.1-" if raw is None else "")
    asked.field("marks").options = ENTRIES
    if raw is WRONG:  # a tick cannot be misread, but a rule of the step may have something to say
        for key in ("yes", "yes_hint"):
            asked.field(key).error = _("Look at this & that")
    return asked


def theirs(field: Any) -> tuple[str, dict[str, Any]]:
    """The design system's macro for a field, and what it is told."""
    said: dict[str, Any] = {}
    if field.hint:
        said["hint"] = {"text": field.hint}
    if field.error:
        said["errorMessage"] = {"text": str(field.error)}
    label = {"text": field.asks, "classes": "govuk-label--s"}
    legend = {"legend": {"text": field.asks, "classes": "govuk-fieldset__legend--s"}}
    plain = {"id": field.id, "name": field.name}
    items = [
        {
            "id": f"{field.id}-{place}",
            "value": code,
            "text": str(text),
            "checked": code in field.typed
            if isinstance(field.typed, list)
            else code == field.typed,
        }
        for place, (code, text) in enumerate(field.options, start=1)
    ]
    choices = {"idPrefix": field.id, "name": field.name, "fieldset": legend, "items": items}
    match field.control:
        case "line":
            value = {"value": field.typed} if field.typed else {}
            return "input", {**plain, "label": label, **value, **said}
        case "prose":
            voice = {"classes": "ra-voice"} if field.spec.voice else {}
            value = {"value": f"\n{field.typed}", "rows": field.spec.rows, **voice}
            return "textarea", {**plain, "label": label, **value, **said}
        case "day":
            wrong = " govuk-input--error" if field.error else ""
            boxes = [
                {
                    "name": part,
                    "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
                    **({"value": typed} if typed else {}),
                }
                for part, typed in zip(field.PARTS, field.typed, strict=True)
            ]
            ids = {"id": field.id, "namePrefix": field.name}
            return "date-input", {**ids, "fieldset": legend, "items": boxes, **said}
        case "one_of":
            classes = {"classes": "govuk-radios--small ra-kinds"} if field.spec.inline else {}
            return "radios", {**choices, **classes, **said}
        case "some_of" | "refs":
            classes = {"classes": "govuk-checkboxes--small ra-kinds"} if field.spec.inline else {}
            return "checkboxes", {**choices, **classes, **said}
        case _:
            item = {"id": field.id, "value": "yes", "text": field.asks, "checked": field.typed}
            item |= {"hint": said.pop("hint")} if field.hint else {}
            return "checkboxes", {"idPrefix": field.id, "name": field.name, "items": [item], **said}


@pytest.fixture(scope="module")
def draw_theirs() -> Callable[[str, dict[str, Any]], str]:
    environment = Environment(
        autoescape=True,
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    )

    def draw(name: str, params: dict[str, Any]) -> str:
        template = environment.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
        camel = "".join(part.capitalize() for part in name.split("-"))
        return str(getattr(template.module, f"govuk{camel}")(params))

    return draw


def tree(html: str) -> list[Any]:
    """Tags, attributes and words in order, as a browser would read them."""
    return [simple(child) for child in html5lib.parseFragment(html, namespaceHTMLElements=False)]


def simple(node: Any) -> tuple[Any, ...]:
    classes = node.attrib.get("class", "").split()
    attributes = {
        name: value
        for name, value in node.attrib.items()
        if name != "class" and not is_on_purpose(node.tag, classes, name)
    }
    text = squeezed(node.text) if node.tag != "textarea" else node.text
    return (
        node.tag,
        sorted(classes),
        attributes,
        text,
        [(simple(child), squeezed(child.tail)) for child in node],
    )


def is_on_purpose(tag: str, classes: list[str], attribute: str) -> bool:
    names = ["*", tag, *(f"{tag}.{one}" for one in classes)]
    return any((name, attribute) in (WE_ADD | WE_LEAVE_OUT) for name in names)


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def each_field() -> list[Any]:
    return [
        pytest.param(field, state, id=f"{field.key}-{state}")
        for state, raw in (("empty", None), ("filled", FILLED), ("wrong", WRONG))
        for field in form(raw)
    ]


@pytest.mark.parametrize(("field", "state"), each_field())
def test_a_control_is_the_design_systems_own(
    field: Any, state: str, jinja: Environment, draw_theirs: Callable[..., str]
) -> None:
    if state == "wrong":
        assert field.error, "this state is to show an error"
    drawn = jinja.get_template("components/field.html").module.field(field)
    name, params = theirs(field)
    assert tree(str(drawn)) == tree(draw_theirs(name, params))


def test_the_summary_is_the_design_systems_own(
    jinja: Environment, draw_theirs: Callable[..., str]
) -> None:
    asked = form(WRONG)
    drawn = jinja.get_template("components/error_summary.html").module.error_summary([asked])
    said = Counter(str(field.error) for field in asked.wrong)
    told = draw_theirs(
        "error-summary",
        {
            "titleText": "Some things to look at",
            "descriptionText": "Everything you typed is kept.",
            "errorList": [
                {
                    "text": str(field.error)
                    if said[str(field.error)] == 1
                    else f"{field.error}: {field.asks}",  # which of them
                    "href": f"#{field.first_id}",
                }
                for field in asked.wrong
            ],
        },
    )
    assert tree(str(drawn)) == tree(told)


def test_each_difference_is_still_there_and_has_its_reason(jinja: Environment) -> None:
    field = jinja.get_template("components/field.html").module.field
    summary = jinja.get_template("components/error_summary.html").module.error_summary
    drawn = "".join(str(field(f)) for f in form(WRONG)) + str(summary([form(WRONG)]))
    for (_tag, attribute), why in WE_ADD.items():
        assert why
        assert f" {attribute}" in drawn
    assert "data-module" not in drawn
    for name, why in OUR_CLASSES.items():
        assert why
        assert name in drawn


def test_what_was_typed_comes_back_to_the_letter(jinja: Environment) -> None:
    """A browser drops a line break that stands first in a textarea: the one it drops is ours."""
    field = jinja.get_template("components/field.html").module.field
    for typed in (
        "\n\nA break before it",
        "none",
        "",
        "\n",
        "ends with one\n",
        "a\tb  c",
        "🌻 é ي",
    ):
        asked = Asking(raw=[("much", typed)])
        page = html5lib.parseFragment(str(field(asked.field("much"))), namespaceHTMLElements=False)
        assert (page.find(".//textarea").text or "") == typed


def test_nothing_is_required_preset_or_cut_short(jinja: Environment) -> None:
    field = jinja.get_template("components/field.html").module.field
    drawn = "".join(str(field(f)) for f in form(None))
    for word in ("required", "maxlength", "checked", "pattern", "disabled", "style=", "on"):
        assert f" {word}=" not in drawn
        assert f" {word}>" not in drawn


def test_an_answer_with_the_persons_name_in_it_is_filled(jinja: Environment) -> None:
    class Asks(Form):
        who = one_of(_("Whose words?"), [("person", _("%(name)s’s own words"))])
        all = some_of(_("Whose words?"), [("person", _("%(name)s’s own words"))])

    field = jinja.get_template("components/field.html").module.field
    for asked in Asks(names={"name": "Mau<reen"}):
        assert "Mau&lt;reen’s own words" in str(field(asked))


def test_a_class_given_for_the_question_stands_in_for_the_bold_one(jinja: Environment) -> None:
    field = jinja.get_template("components/field.html").module.field
    for asked in (f for f in form(None) if f.control != "tick"):
        drawn = str(field(asked, "govuk-visually-hidden"))
        assert "govuk-visually-hidden" in drawn
        assert "--s" not in drawn.replace("--small", "")


def test_one_thing_is_one_thing(jinja: Environment) -> None:
    summary = jinja.get_template("components/error_summary.html").module.error_summary
    one = Asking(raw=[("when-day", "40")])
    assert "One thing to look at" in str(summary([one]))
    assert str(summary([one])).count("<li>") == 1
    assert str(summary([Asking(raw=[])])).strip() == ""
    more = str(summary([one], [("marks", "More than three are marked")]))
    assert "Some things to look at" in more
    assert 'href="#marks"' in more
