"""Learning reviews: their pages, for their members alone."""

from __future__ import annotations

from flask import Flask

from riskapp.learning.review.views.review import answers, index_pages, pages
from riskapp.learning.review.views.reviewing import SERVED
from riskapp.platform import slots, wizard


def init_app(app: Flask) -> None:
    app.register_blueprint(index_pages)
    app.register_blueprint(pages)
    app.register_blueprint(wizard.blueprint("reviewing", SERVED, "/learning-reviews/<ref>"))
    slots.slots_of(app).answers.append(answers)
