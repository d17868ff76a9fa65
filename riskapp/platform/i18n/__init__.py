"""Every word of ours goes through gettext, lazily: chosen when shown, not when declared."""

from riskapp.platform.i18n.lazy import LazyString, Worded, _, ngettext, pgettext
from riskapp.platform.i18n.locales import (
    PSEUDO,
    SOURCE,
    available,
    init_jinja,
    language_tag,
    locale,
    use,
    using,
)

__all__ = [
    "PSEUDO",
    "SOURCE",
    "LazyString",
    "Worded",
    "_",
    "available",
    "init_jinja",
    "language_tag",
    "locale",
    "ngettext",
    "pgettext",
    "use",
    "using",
]
