"""Builds what riskapp takes from npm into riskapp/static/build: not in git, but in the wheel.

    govuk-frontend.css      GOV.UK Frontend's Sass compiled with riskapp's own face
    govuk-frontend.min.js   its script, an ES module; every page works without it
    fonts.css, fonts/       a .woff2 of each face for browsers, a .ttf for print: build_fonts.py
    *.licence.txt           what the design system says of its licence
    built-from.json         names, versions and a checksum of the sources, so that it is built once

Usage: build_assets.py [--tests]    --tests also fetches what only tests use (node_modules/axe-core)
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
FONT_SCRIPT = ROOT / "scripts" / "build_fonts.py"
SASS = ROOT / "scripts" / "assets" / "govuk-frontend.scss"
BUILD = ROOT / "riskapp" / "static" / "build"
RECORD = "built-from.json"
SOURCES = (Path(__file__), FONT_SCRIPT, SASS, ROOT / "package.json", ROOT / "package-lock.json")

FRONTEND = MODULES / "govuk-frontend"
FONTS = MODULES / "@fontsource" / "atkinson-hyperlegible-next"
# A rule that draws the royal arms, which is GOV.UK's own and would ask for a file we do not carry.
CREST = re.compile(r"[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}")
EMPTY_MEDIA = re.compile(r"@media[^{}]*\{\s*\}")


def main() -> None:
    with_tests = "--tests" in sys.argv[1:]
    checksum = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()
    built = is_built(checksum)
    if built and (not with_tests or (MODULES / "axe-core").is_dir()):
        return
    print("Fetching third-party style sheets and fonts.", flush=True)
    fetch(with_tests=with_tests)
    if not built:
        build(checksum)


def is_built(checksum: str) -> bool:
    try:
        record = json.loads((BUILD / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(record.get("checksum") == checksum)


def fetch(*, with_tests: bool) -> None:
    """Runs npm ci: exactly the locked packages, and none of their scripts."""
    command = [tool("npm"), "ci", "--ignore-scripts", "--omit=optional", "--loglevel=error"]
    run([*command, *([] if with_tests else ["--omit=dev"])])


def build(checksum: str) -> None:
    """Builds beside the old files and puts the new ones in their place at the end."""
    fresh = BUILD.with_name("build-unfinished")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    (fresh / "govuk-frontend.css").write_text(frontend_css(), encoding="utf-8")
    shutil.copyfile(
        FRONTEND / "dist" / "govuk" / "govuk-frontend.min.js", fresh / "govuk-frontend.min.js"
    )
    run([sys.executable, str(FONT_SCRIPT), str(MODULES), str(fresh / "fonts")])
    (fresh / "fonts.css").write_text(fonts_css(fresh / "fonts"), encoding="utf-8")
    (fresh / "govuk-frontend.licence.txt").write_text(licence(), encoding="utf-8")
    write_record(fresh / RECORD, checksum)
    shutil.rmtree(BUILD, ignore_errors=True)
    fresh.rename(BUILD)


def frontend_css() -> str:
    compiled = run(
        [
            tool("node"),
            str(MODULES / "sass" / "sass.js"),
            f"--load-path={MODULES}",
            "--no-source-map",
            "--no-charset",
            "--style=compressed",
            str(SASS),
        ]
    )
    css = EMPTY_MEDIA.sub("", CREST.sub("", compiled))
    for unwanted in ("GDS Transport", "url("):
        if unwanted in css:
            sys.exit(f"The compiled style sheet still names {unwanted!r}.")
    return css


def fonts_css(folder: Path) -> str:
    """The faces' rules, moved beside the other style sheets."""
    css = (folder / "fonts.css").read_text(encoding="utf-8")
    (folder / "fonts.css").unlink()
    return css.replace('url("', 'url("fonts/')


def licence() -> str:
    """The design system's package only names its licence; the font's stands in fonts/LICENSE."""
    said = described(FRONTEND)
    return (
        f"{said['name']} {said['version']}: {said['author']['name']}, {said['license']} licence, "
        "with its full text at https://github.com/alphagov/govuk-frontend\n"
    )


def write_record(path: Path, checksum: str) -> None:
    packages = {
        said["name"]: {"version": said["version"], "licence": said["license"]}
        for said in (described(FRONTEND), described(FONTS))
    }
    record = {"checksum": checksum, "packages": packages}
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def described(package: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((package / "package.json").read_text(encoding="utf-8"))
    return said


def tool(command: str) -> str:
    """The node or npm of the environment that runs this script, else the machine's own."""
    ours = Path(sys.executable).parent / command
    found = str(ours) if ours.exists() else shutil.which(command)
    if found is None:
        sys.exit(f"There is no {command}: run ./start --prepare, which brings it.")
    return found


def run(command: list[str]) -> str:
    folders = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(  # noqa: S603 (our own commands, no shell)
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": folders},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
