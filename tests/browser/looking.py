"""What a page is looked at for: barriers, sideways scrolling, small targets, text that is cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
]  # fmt: skip
# WCAG 1.4.12. A constructed sheet, because the pages' own policy refuses any other from outside.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
PLAIN = "() => { document.adoptedStyleSheets = []; }"
OPEN_ALL = "() => document.querySelectorAll('details').forEach(d => { d.open = true; })"
SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > room + 0.5)
    .map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right));
}"""
# Boxes that hide what does not fit, other than those that are hidden from the eye on purpose.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  if (style.overflowY === 'visible' && style.overflowX === 'visible') return false;
  if (box.width <= 1 || box.height <= 1 || !e.checkVisibility()) return false;
  if (e.closest('svg') || ['TEXTAREA', 'INPUT', 'SELECT'].includes(e.tagName)) return false;
  return e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
}).map(e => e.tagName + '.' + e.className)"""
# WCAG 2.5.8: 24 by 24, a control counted with its label; a link within a sentence is excepted.
SMALL = """() => {
  const small = [];
  for (const e of document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!e.checkVisibility() || e.ariaHidden || e.classList.contains('govuk-skip-link')) continue;
    if (e.tagName === 'A' && getComputedStyle(e).display === 'inline') {
      const around = e.parentElement.textContent.trim();
      if (around.length > e.textContent.trim().length) continue;
    }
    const boxes = [e, ...(e.labels || [])].map(x => x.getBoundingClientRect());
    const width = Math.max(...boxes.map(b => b.width));
    const height = Math.max(...boxes.map(b => b.height));
    if (width < 24 || height < 24)
      small.push([e.tagName, e.textContent.trim().slice(0, 40) || e.name, width, height]);
  }
  return small;
}"""


def barriers(page: Page) -> list[Any]:
    """What axe-core has against the page as it stands, nothing left out."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert not found["toolOptions"].get("rules"), "a rule is switched off"
    return [
        (violation["id"], [node["html"][:300] for node in violation["nodes"]][:4])
        for violation in found["violations"]
    ]


def sideways(page: Page) -> list[str]:
    return list(page.evaluate(SIDEWAYS))


def cut_off(page: Page) -> list[str]:
    return list(page.evaluate(CUT_OFF))


def small_targets(page: Page) -> list[Any]:
    return list(page.evaluate(SMALL))
