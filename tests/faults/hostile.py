"""What people paste, and what people try."""

from __future__ import annotations

from tests.page import Page

# Each stays under the shortest line there is (60 characters) and can be kept to the letter.
# "zq" marks them: no element or attribute of a page may ever carry it but as text in a value.
SHORT = (
    "<script>zq(1)</script>",
    '"><zq autofocus onfocus=zq()>',
    "'><img src=zq onerror=zq()>",
    "</textarea><zq>",
    "</title><zq>",
    "--><zq><!--",
    "<![CDATA[zq]]>",
    "{{7*7}}zq{%raw%}{#",
    "${7*7}#{7*7}<%=7*7%>zq",
    "%s%d%n%% zq 100%",
    "%(name)s zq %(nobody)s",
    "{0.__class__}zq{}{name}",
    "'; DROP TABLE entry; --zq",
    '" OR "1"="1 zq',
    "=HYPERLINK(zq)",
    "javascript:zq()",
    "&lt;zq&gt; &amp; &#0; &notanentity;",
    "\\\\zq\\..\\..\\etc\\passwd",
    "../../../../etc/passwd zq",
    "e\u0301 zq \ufeff \u00ad",
    "مرحبا שלום नमस्ते zq",
    "🧑🏽‍🦽🏳️‍🌈 zq",
    "\u200f\u200bzq\u200d",
    "%00%ED%A0%80zq",
)
# The fourteen shapes that leak from a careless maker of PDFs; {0} is the address of a file of ours.
PDF_SHAPES = (
    '<a rel=attachment href="{0}">zq</a>',
    '<img src="{0}">',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<style>@import url("{0}");</style>',
    '<p style="background:url({0})">',
    "<style>@font-face{{src:url({0})}}",
    '<link rel="stylesheet" href="{0}">',
    "<style>p::before{{content:url({0})}}",
    '<base href="{0}/../"><img src="c">',
    '<svg><image href="{0}"/></svg>',
    '<svg><use href="{0}#a"/></svg>',
    '<link rel=attachment href="{0}">',
    '<iframe src="{0}"></iframe>',
)
# People are called all sorts of things.
NAMES = (
    "%(name)s",
    "%s %d %%",
    "<b>Zq</b>",
    '"><zq onload=zq()>',
    "{{7*7}} {0.__class__}",
    "'; DROP TABLE person; --",
    "O’Brien-Żółć & Söhne",
    "\\1 \\g<0> $1",
    "مريم",
    "name",
)
# Characters no page can hold, with what a page says of them; each stands in the middle of words.
UNKEEPABLE = {
    "\x00": "U+0000",
    "\x01": "U+0001",
    "\x1b": "U+001B",
    "\uffff": "U+FFFF",
    "\ufdd0": "U+FDD0",
}
# A lone surrogate cannot be typed; a broken browser sends its bytes.
SURROGATE_BYTES = b"%ED%A0%80"

IMPOSSIBLE_DAYS = (
    ("31", "2", "2026"),
    ("29", "2", "2025"),
    ("0", "1", "2026"),
    ("-1", "1", "2026"),
    ("1", "13", "2026"),
    ("32", "1", "2026"),
    ("1", "1", "0000"),
    ("1", "1", "99999"),
    ("1", "1", "1899"),
    ("1", "1", "2201"),
    ("1", "", ""),
    ("", "", "2026"),
    ("one", "two", "three"),
    ("١", "١", "٢٠٢٦"),
    ("²", "1", "2026"),
    ("1e0", "1", "2026"),
    ("1 1", "1", "2026"),
    ("9" * 40, "9" * 40, "9" * 40),
    ("1\x00", "1", "2026"),
    ("<b>1</b>", "%s", "{0}"),
    ("NaN", "inf", "None"),
)


def rounds(shapes: tuple[str, ...], most: int) -> list[str]:
    """The shapes, as few texts of at most `most` characters as they fit into."""
    texts: list[str] = []
    for shape in shapes:
        if texts and len(texts[-1]) + 1 + len(shape) <= most:
            texts[-1] += f" {shape}"
        else:
            texts.append(shape)
    return texts


# Where text that somebody typed may stand in an attribute.
HOLDS_TEXT = frozenset({"value", "label", "aria-label", "data-lane"})
OURS = frozenset({"script", "link"})


def assert_nothing_came_alive(page: Page, path: str) -> None:
    """Nobody's words became an element, an attribute, an address or a style."""
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert "zq" not in element.tag, f"<{element.tag}> on {path}"
        assert element.tag not in {"img", "object", "embed", "iframe", "base", "style"}, path
        for name, value in element.items():
            assert "zq" not in name, f"{name} on {path}"
            if "zq" in value and name not in HOLDS_TEXT:
                raise AssertionError(f"{name}={value!r} of <{element.tag}> on {path}")
        if element.tag in OURS:
            source = element.get("src") or element.get("href") or ""
            assert source.startswith("/static/"), f"{source} on {path}"
