"""Dates and times as people say them, in the zone of the place. What is stored stays UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names
from jinja2 import Environment

from riskapp.core.clock import Clock
from riskapp.platform.i18n import _, language_tag

NBSP = "\N{NO-BREAK SPACE}"
_NOON = 12

_zone: ContextVar[str] = ContextVar("riskapp_zone", default="Europe/London")


def use_zone(name: str) -> None:
    _zone.set(name)


@contextmanager
def using_zone(name: str) -> Iterator[None]:
    token = _zone.set(name)
    try:
        yield
    finally:
        _zone.reset(token)


@lru_cache
def _zone_info(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache
def _names(tag: str) -> tuple[dict[int, str], dict[int, str]]:
    locale = tag.replace("-", "_")
    days = get_day_names("wide", context="format", locale=locale)
    months = get_month_names("wide", context="format", locale=locale)
    return dict(days), dict(months)


def local(moment: datetime) -> datetime:
    """The same moment on the clocks of the place."""
    return moment.astimezone(_zone_info(_zone.get()))


def today(clock: Clock) -> date:
    return local(clock.now()).date()


def begins(day: date) -> datetime:
    """The moment a day begins at the place."""
    return datetime.combine(day, time.min, _zone_info(_zone.get()))


def _day(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def date_words(value: date) -> str:
    """As in Thursday 12 November 2026; day and month stay on one line."""
    day = _day(value)
    days, months = _names(language_tag())
    return str(
        _(
            "%(weekday)s %(day)s\N{NO-BREAK SPACE}%(month)s %(year)s",
            weekday=days[day.weekday()],
            day=day.day,
            month=months[day.month],
            year=day.year,
        )
    )


def month_words(month: int, year: int) -> str:
    """As in October 2011."""
    _days, months = _names(language_tag())
    return str(_("%(month)s %(year)s", month=months[month], year=year))


def short_date_words(value: date) -> str:
    """As in 12 November 2026."""
    day = _day(value)
    return str(
        _(
            "%(day)s\N{NO-BREAK SPACE}%(month)s %(year)s",
            day=day.day,
            month=_names(language_tag())[1][day.month],
            year=day.year,
        )
    )


def time_words(moment: datetime) -> str:
    """As in 5.42 pm, 9 am, midday, midnight."""
    at = local(moment)
    if not at.minute and not at.hour % _NOON:
        return str(_("midday") if at.hour else _("midnight"))
    hour = at.hour % _NOON or _NOON
    clock = f"{hour}.{at.minute:02d}" if at.minute else str(hour)
    if at.hour < _NOON:
        return str(_("%(time)s\N{NO-BREAK SPACE}am", time=clock))
    return str(_("%(time)s\N{NO-BREAK SPACE}pm", time=clock))


def moment_words(moment: datetime) -> str:
    """As in Thursday 12 November 2026 at 5.42 pm."""
    return str(_("%(date)s at %(time)s", date=date_words(moment), time=time_words(moment)))


def init_jinja(environment: Environment) -> None:
    environment.filters.update(
        date_words=date_words,
        short_date_words=short_date_words,
        time_words=time_words,
        moment_words=moment_words,
    )
