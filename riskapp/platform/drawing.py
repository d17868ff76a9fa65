"""How templates are drawn: as Jinja does it, without what it asks on every turn and we never need.

A page makes sixty calls, a dozen imports, and puts three hundred pieces of text into itself. What Jinja
asks before each of them took a third of the time in which a page is drawn; `docs/performance.md` says
how that was measured.
"""

from __future__ import annotations

from typing import Any

import markupsafe
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined] # C, where there is C


def escape(piece: Any) -> str:
    """A piece of a page, with what would be markup made harmless.

    What markupsafe gives can be added to, and is safe however; a piece is only joined to others.
    """
    if type(piece) is str:
        return _escape_inner(piece)
    return piece if type(piece) is Markup else markupsafe.escape(piece)


class Part(Template):
    """A template that others import from: made into a module once, whoever imports it.

    Jinja compares all globals at each import, in case the importing template has some of its own.
    Ours never have.
    """

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: Any,
        globals: Any,  # noqa: A002
    ) -> Template:
        namespace["escape"] = escape  # what the compiled template calls for each piece
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        del ctx
        return super()._get_default_module()


class Plain(Context):
    """Calls what is called as it is.

    Jinja looks at the class of everything first, for macros that must be told whether they escape.
    Ours always do, and so does an environment that uses this.
    """

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        if getattr(called, "jinja_pass_arg", None) is not None:  # it wants the context
            return super().call(called, *args, **named)
        if named:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        return called(*args, **named)


def init_jinja(environment: Environment) -> None:
    environment.template_class = Part
    environment.context_class = Plain
