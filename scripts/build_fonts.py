"""Make the bundled typeface from its npm package: one file a face, for print and for browsers.

The package splits each face in two (latin, latin-ext), which browsers join by `unicode-range`.
The PDF engine tells fonts apart by family, weight and slant only, so the halves of a face would get
each other's glyph numbers, and "jaźń" prints as "ęaźń". So each face is merged into one file here.

    python scripts/build_fonts.py NODE_MODULES OUT
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

PACKAGE = "@fontsource/atkinson-hyperlegible-next"
FAMILY = "Atkinson Hyperlegible Next"
STEM = "atkinson-hyperlegible-next"
SUBSETS = ("latin", "latin-ext")
# Must draw: English, Welsh, Polish, the quotation marks and dashes of the templates.
EXPECTED = "AZaz09£€ŵŷŴŶâêîôûẁẃẅỳłżźćęąńóśŁŻ“”‘’–—…·"


@dataclass(frozen=True)
class Face:
    """One weight and slant of the family."""

    weight: int
    style: str
    name: str

    @property
    def stem(self) -> str:
        """File name without its ending, `atkinson-hyperlegible-next-400-italic`."""
        slant = "-italic" if self.style == "italic" else ""
        return f"{STEM}-{self.weight}{slant}"

    def source(self, subset: str) -> str:
        """Where the package keeps one half of the face."""
        return f"files/{STEM}-{subset}-{self.weight}-{self.style}.woff2"

    def rule(self) -> str:
        """The CSS that tells a browser of the face."""
        return (
            f'@font-face{{font-family:"{FAMILY}";font-style:{self.style};'
            f"font-weight:{self.weight};font-display:swap;"
            f'src:url("{self.stem}.woff2") format("woff2")}}\n'
        )


FACES = (
    Face(400, "normal", "Regular"),
    Face(400, "italic", "Italic"),
    Face(500, "normal", "Medium"),
    Face(600, "normal", "SemiBold"),
    Face(700, "normal", "Bold"),
)


def main(node_modules: Path, out: Path) -> None:
    """Writes a .ttf and a .woff2 for each face into `out`, with fonts.css and the licence.

    Raises FileNotFoundError without the package, ValueError when a merged face lacks a letter.
    """
    package = node_modules / PACKAGE
    out.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        font = merged(package, face)
        font.save(out / f"{face.stem}.ttf")
        font.flavor = "woff2"
        font.save(out / f"{face.stem}.woff2")
    (out / "fonts.css").write_text("".join(face.rule() for face in FACES), encoding="utf-8")
    shutil.copyfile(package / "LICENSE", out / "LICENSE")


def merged(package: Path, face: Face) -> TTFont:
    """Both halves of a face as one font."""
    with TemporaryDirectory() as folder:
        halves = [unpacked(package / face.source(s), Path(folder) / f"{s}.ttf") for s in SUBSETS]
        dated = TTFont(halves[0])["head"]
        font = Merger().merge([str(half) for half in halves])
    font["head"].created, font["head"].modified = dated.created, dated.modified
    font.recalcTimestamp = False  # the same package gives the same bytes
    rename(font, face)
    lost = [letter for letter in EXPECTED if ord(letter) not in font.getBestCmap()]
    if lost:
        message = f"{face.stem} cannot draw {' '.join(lost)}"
        raise ValueError(message)
    return font


def unpacked(source: Path, target: Path) -> Path:
    """Writes a woff2 as a plain font, the only kind the merger reads."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font.save(target)
    return target


def rename(font: TTFont, face: Face) -> None:
    """One family for all faces; otherwise Medium and SemiBold would be families of their own."""
    plain = face.name in {"Regular", "Italic", "Bold"}
    names = {
        1: FAMILY if plain else f"{FAMILY} {face.name}",
        2: face.name if plain else "Regular",
        4: f"{FAMILY} {face.name}",
        6: f"{FAMILY.replace(' ', '')}-{face.name}",
        16: FAMILY,
        17: face.name,
    }
    table = font["name"]
    table.names = [n for n in table.names if n.nameID not in {*names, 25}]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
