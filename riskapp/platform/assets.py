"""Style sheets, fonts and scripts: served by WhiteNoise, under names that change with content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parents[1] / "static"
PREFIX = "/static/"
# Plain names are asked for by style sheets alone (their fonts), which name their own versions.
PLAIN_SECONDS = 3600


class Assets:
    """The files of a folder, each known by a name with its digest in it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.urls: dict[str, str] = {}
        self.files: dict[str, Path] = {}
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder).as_posix()
            if path.suffix in {".gz", ".br"}:
                continue
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            stem = name.removesuffix(path.suffix)
            self.urls[name] = f"{PREFIX}{stem}.{digest}{path.suffix}"
            self.files[name] = path

    def url(self, name: str) -> str:
        """Where `screen.css` is served; a file that is not built yet answers 404 there."""
        return self.urls.get(name) or PREFIX + name

    def serve(self, app: Flask) -> None:
        hashed = set(self.urls.values())

        def is_immutable(_path: str, url: str) -> bool:
            return url in hashed

        server = WhiteNoise(
            app.wsgi_app,
            max_age=PLAIN_SECONDS,
            allow_all_origins=False,
            immutable_file_test=is_immutable,
        )
        for name, path in self.files.items():
            server.add_file_to_dictionary(PREFIX + name, str(path))
            server.add_file_to_dictionary(self.urls[name], str(path))
        app.wsgi_app = server  # type: ignore[method-assign]
