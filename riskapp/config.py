"""Settings: environment over `<instance>/riskapp.toml` over defaults. Read here, nowhere else."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from riskapp.core.errors import BadInput

FILE = "riskapp.toml"
JURISDICTIONS = ("england", "wales", "scotland", "northern-ireland")
_MOST = 200
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def _text(value: Any) -> str:
    return str(value).strip()


def _short_text(value: Any) -> str:
    """What is printed on every copy, and must leave room for what people said."""
    text = _text(value)
    if len(text) > _MOST:
        message = f"is longer than {_MOST} characters"
        raise ValueError(message)
    return text


def _yes_or_no(value: Any) -> bool:
    known = {
        "1": True,
        "yes": True,
        "true": True,
        "0": False,
        "no": False,
        "false": False,
        "": False,
    }
    try:
        return known[str(value).strip().lower()]
    except KeyError:
        message = "is neither yes nor no"
        raise ValueError(message) from None


def _between(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        number = int(value) if str(value).strip().isdecimal() else low - 1
        if not low <= number <= high:
            message = f"is not a whole number from {low} to {high}"
            raise ValueError(message)
        return number

    return read


def _names(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value).split(",")
    return tuple(part for part in (str(p).strip() for p in parts) if part)


def _zone(value: Any) -> str:
    name = _text(value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        message = "is not a time zone, such as Europe/London"
        raise ValueError(message) from None
    return name


def _jurisdiction(value: Any) -> str:
    name = _text(value).lower()
    if name not in JURISDICTIONS:
        message = f"is none of {', '.join(JURISDICTIONS)}"
        raise ValueError(message)
    return name


def _setting(default: Any, read: Callable[[Any], Any], note: str) -> Any:
    return field(default=default, metadata={"read": read, "note": note})


@dataclass(frozen=True)
class Config:
    """Everything that may differ from one place to another."""

    instance: Path
    database_url: str = _setting("", _text, "where the records are; empty: SQLite in the instance")
    organisation: str = _setting(
        "This organisation", _short_text, "who runs this copy, shown on pages"
    )
    telephone: str = _setting(
        "", _short_text, "a number of yours to ring, on every person's copy and card"
    )
    jurisdiction: str = _setting("england", _jurisdiction, "whose law the prompts start with")
    timezone: str = _setting("Europe/London", _zone, "the zone times are shown in")
    locale: str = _setting("en-GB", _text, "the language of pages for who has chosen none")
    host: str = _setting("127.0.0.1", _text, "the address to listen on")
    port: int = _setting(8000, _between(0, 65535), "the port to listen on")
    workers: int = _setting(2, _between(1, 64), "web processes")
    threads: int = _setting(
        4, _between(1, 64), "threads in each; 1: plain processes behind a proxy"
    )
    https: bool = _setting(False, _yes_or_no, "a proxy in front serves HTTPS")
    hosts: tuple[str, ...] = _setting((), _names, "the names this copy answers to")
    proxies: int = _setting(1, _between(0, 9), "how many proxies stand in front, where https is on")
    hsts_seconds: int = _setting(
        31_536_000, _between(0, 10**9), "how long browsers insist on HTTPS"
    )
    idle_minutes: int = _setting(30, _between(1, 1440), "signed out after this long with no page")
    absolute_hours: int = _setting(12, _between(1, 168), "signed out after this long in any case")
    body_bytes: int = _setting(2_000_000, _between(10_000, 10**9), "the largest post that is taken")
    password_rounds: int = _setting(3, _between(1, 100), "Argon2 passes")
    password_kib: int = _setting(65_536, _between(8, 10**7), "Argon2 memory")
    password_lanes: int = _setting(4, _between(1, 64), "Argon2 lanes")
    refused_words: tuple[str, ...] = _setting((), _names, "words no password may lean on")
    security_contact: str = _setting("", _text, "mailto: or https: for security.txt")
    pseudo_locale: bool = _setting(False, _yes_or_no, "offer en-XA, for finding bare words")
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite+pysqlite:///{self.instance / 'riskapp.db'}"

    @property
    def keys_folder(self) -> Path:
        return self.instance / "keys"

    @property
    def content_folder(self) -> Path:
        """The organisation's own content, which stands over ours."""
        return self.instance / "content"

    @property
    def trusted_hosts(self) -> tuple[str, ...]:
        """Without HTTPS only this machine is answered, so a forgotten proxy shows at once."""
        return self.hosts if self.https else (*LOOPBACK_HOSTS, *self.hosts)

    @property
    def is_loopback(self) -> bool:
        return is_loopback(self.host)


SETTINGS = tuple(f for f in dataclasses.fields(Config) if "read" in f.metadata)


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def environment_name(setting: str) -> str:
    return f"RISKAPP_{setting.upper()}"


def find_instance(environ: Mapping[str, str]) -> tuple[Path, str]:
    """The instance folder and where it was named: RISKAPP_INSTANCE, else beside the checkout."""
    if named := environ.get("RISKAPP_INSTANCE", "").strip():
        return Path(named).expanduser().absolute(), "environment"
    checkout = Path(__file__).resolve().parent.parent
    home = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return home / "instance", "default"


def read_file(path: Path) -> dict[str, Any]:
    """The settings of a file, none if it is not there. Raises BadInput if it cannot be read."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        message = f"{path} cannot be read: {error}"
        raise BadInput(message) from error
    if unknown := set(found) - {f.name for f in SETTINGS}:
        message = f"{path} names a setting riskapp does not know: {min(unknown)}"
        raise BadInput(message)
    return found


def load(environ: Mapping[str, str] | None = None, **given: Any) -> Config:
    """The configuration; what is `given` (the command line's options) stands over everything.

    Raises BadInput, naming the setting, where a value cannot be read.
    """
    environ = os.environ if environ is None else environ
    instance, found_by = find_instance(environ)
    in_file = read_file(instance / FILE)
    values: dict[str, Any] = {"instance": instance}
    sources = {"instance": found_by}
    for setting in SETTINGS:
        name = setting.name
        raw, source = _look_up(name, environ, in_file, given)
        sources[name] = source
        if source != "default":
            values[name] = _read(setting, raw, source)
    return _checked(Config(**values, sources=sources))


def _look_up(
    name: str, environ: Mapping[str, str], in_file: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[Any, str]:
    if given.get(name) is not None:
        return given[name], "command line"
    if environment_name(name) in environ:
        return environ[environment_name(name)], "environment"
    if name in in_file:
        return in_file[name], "file"
    return None, "default"


def _read(setting: dataclasses.Field[Any], raw: Any, source: str) -> Any:
    try:
        return setting.metadata["read"](raw)
    except ValueError as error:
        name = environment_name(setting.name) if source == "environment" else setting.name
        message = f"{name} {error}: {raw!r}"
        raise BadInput(message) from error


def _checked(config: Config) -> Config:
    if not config.https and not config.is_loopback:
        message = (
            f"{config.host} can be reached from other machines, so pages and passwords need HTTPS: "
            "put a proxy in front and set RISKAPP_HTTPS=1 and RISKAPP_HOSTS, or use 127.0.0.1"
        )
        raise BadInput(message)
    if config.https and not config.hosts:
        message = "RISKAPP_HTTPS is on, so RISKAPP_HOSTS must say which names this copy answers to"
        raise BadInput(message)
    return config
