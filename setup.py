"""All is said in pyproject.toml; here only the refusal to pack a wheel without its style sheets."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BUILT = Path(__file__).parent / "riskapp" / "static" / "build" / "built-from.json"


class BuildWithAssets(build_py):
    """Packs riskapp with the third-party assets that set-up builds."""

    def run(self) -> None:
        if not self.editable_mode and not BUILT.exists():
            raise SystemExit("riskapp/static/build is missing: run ./start --prepare first.")
        super().run()


setup(cmdclass={"build_py": BuildWithAssets})
