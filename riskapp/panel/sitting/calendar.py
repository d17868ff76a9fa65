"""A sitting as a file for calendars (RFC 5545). It leaves riskapp, so it names nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from riskapp.platform.time import begins

LONGEST = 75  # octets of a line, its end not counted


def calendar_file(
    *,
    uid: str,
    stamp: datetime,
    day: date,
    at: timedelta | None,
    minutes: int,
    title: str,
    where: str,
) -> bytes:
    """`at`: from midnight at the place; a whole day where nobody said from when."""
    if at is None:
        ends = day + timedelta(days=1)
        when = [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{ends:%Y%m%d}"]
    else:
        # The clock on the wall of that day, also where clocks are changed in the night before.
        start = (begins(day).replace(tzinfo=None) + at).replace(tzinfo=begins(day).tzinfo)
        when = [f"DTSTART:{_utc(start)}", f"DTEND:{_utc(start + timedelta(minutes=minutes))}"]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//riskapp//sittings//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_utc(stamp)}",
        *when,
        f"SUMMARY:{_text(title)}",
        *([f"LOCATION:{_text(where)}"] if where else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Text as a value: its line breaks, commas and the like escaped, and no other control character."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        words = words.replace(plain, escaped)
    lines = "\\n".join(words.splitlines())
    return "".join(c for c in lines if c.isprintable())


def _folded(line: str) -> bytes:
    """A long line in pieces, each but the first after a space; no character is cut in two."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])
