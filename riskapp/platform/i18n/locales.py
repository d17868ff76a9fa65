"""Which language is spoken now, and its catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from jinja2 import Environment
from markupsafe import Markup

from riskapp.platform.drawing import drawn, escape

SOURCE = "en-GB"
PSEUDO = "en-XA"
FOLDER = Path(__file__).parents[2] / "translations"

_now: ContextVar[str] = ContextVar("riskapp_locale", default=SOURCE)


class PseudoTranslations(NullTranslations):
    """Brackets each message, so that a word which never went through gettext stands out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        del context
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        del context
        return self.ngettext(msgid1, msgid2, n)


def locale() -> str:
    """The tag of the language in use, such as "en-GB"."""
    return _now.get()


def language_tag() -> str:
    """For `<html lang>`: the pseudo-locale is bracketed English, and is read as English."""
    tag = _now.get()
    return SOURCE if tag == PSEUDO else tag


def use(tag: str) -> None:
    """From here on, in this request or job, speak this language."""
    _now.set(tag)


@contextmanager
def using(tag: str) -> Iterator[None]:
    token = _now.set(tag)
    try:
        yield
    finally:
        _now.reset(token)


@lru_cache
def available() -> tuple[str, ...]:
    """The tags pages can be read in, the source first; the pseudo-locale is never among them."""
    found = (p.parents[1].name.replace("_", "-") for p in FOLDER.glob("*/LC_MESSAGES/*.mo"))
    return (SOURCE, *sorted(tag for tag in found if tag != SOURCE))


@lru_cache
def catalogue(tag: str) -> NullTranslations:
    if tag == PSEUDO:
        return PseudoTranslations()
    return Translations.load(str(FOLDER), [tag.replace("-", "_")], domain="messages")


@lru_cache(maxsize=4096)  # all of our wording, in a language or two
def _translated(tag: str, message: str) -> str:
    return catalogue(tag).gettext(message)


def translate(message: str) -> str:
    return _translated(_now.get(), message)


def translate_plural(one: str, many: str, count: int) -> str:
    return catalogue(_now.get()).ngettext(one, many, count)


def translate_in(context: str, message: str) -> str:
    return catalogue(_now.get()).pgettext(context, message)


def translate_plural_in(context: str, one: str, many: str, count: int) -> str:
    return catalogue(_now.get()).npgettext(context, one, many, count)


@lru_cache(maxsize=4096)  # a page says some forty things that have nothing to fill in
def _words(tag: str, message: str) -> Markup:
    return Markup(catalogue(tag).gettext(message)) % {}  # noqa: S704 (wording is ours; % makes %% of it)


def _say(message: str, **values: Any) -> Markup:
    """What templates call `_`: wording of ours with its values filled in and escaped."""
    if not values:
        return _words(_now.get(), message)
    return drawn(
        translate(message)
        % {name: said if type(said) is int else escape(said) for name, said in values.items()}
    )


def init_jinja(environment: Environment) -> None:
    """`{{ _("Hello %(name)s", name=x) }}` and `{% trans %}`, in the language of the moment."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translate,
        translate_plural,
        newstyle=True,
        pgettext=translate_in,
        npgettext=translate_plural_in,
    )
    environment.globals["_"] = _say
