"""How templates are drawn: as Jinja does it, without what it asks on every turn and we never need.

A page makes a hundred and sixty calls, reads three hundred attributes, and puts three hundred pieces of
text into itself. What Jinja asks before each of them took a third of the time in which a page is drawn;
`docs/performance.md` says how that was measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined] # C, where there is C

# What a macro gives, made of pieces that are safe already.
drawn: Callable[[str], Markup] = partial(str.__new__, Markup)


def escape(piece: Any) -> str:
    """A piece of a page, with what would be markup made harmless.

    What markupsafe gives can be added to, and is safe however; a piece is only joined to others.
    """
    if type(piece) is str:
        return _escape_inner(piece)
    return piece if type(piece) is Markup else markupsafe.escape(piece)


def joined(pieces: Iterable[Any]) -> str:
    """What `~` makes of some pieces: markup where one of them is."""
    texts = [piece if isinstance(piece, str) else str(piece) for piece in pieces]
    if Markup in map(type, texts):
        return drawn("".join(map(escape, texts)))
    return "".join(texts)


def named(name: str, macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """A macro whose errors say which it is: “macro field() got an unexpected keyword argument …”."""
    macro.__qualname__ = f"macro {name}"
    return macro


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
        # What the compiled template calls, some of it by Jinja's own names.
        namespace |= {"escape": escape, "drawn": drawn, "named": named, "markup_join": joined}
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        del ctx
        return super()._get_default_module()


class Direct(CodeGenerator):
    """Compiles a template so that a call is a call, a macro a function, and an attribute read once.

    Jinja looks at the class of everything it calls first, for what wants the context or is told whether
    it escapes: ours always escapes, and what wants the context is a global, so known beforehand. Its
    macros sort out their arguments each time, as Python does for a function by itself. What these do
    not cover, such as arguments in a list, is compiled as Jinja does it.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 (as Jinja names it)
        named = [word.key for word in node.kwargs]
        wants = self.environment.globals.get(getattr(node.node, "name", ""))
        if (
            node.dyn_args
            or node.dyn_kwargs
            or any(map(iskeyword, named))
            or getattr(wants, "jinja_pass_arg", None)
        ):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for said in (*node.args, *node.kwargs):
            self.visit(said, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (as Jinja names it)
        self.write("(found if (found := getattr(of := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing ")
        self.write(f"else environment.getattr(of, {node.attr!r}))")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 (as Jinja names it)
        if frame.buffer or node.scoped or node.required or self.extends_so_far:
            super().visit_Block(node, frame)
        else:  # in one piece: each piece would be handed up through every template it extends
            self.writeline(f"yield concat(context.blocks[{node.name!r}][0](context))", node)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        names = [arg.name for arg in macro_ref.node.args]
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or any(map(iskeyword, names)):
            super().macro_def(macro_ref, frame)
            return
        takes = [f"{name}=missing" for name in names]
        if macro_ref.accesses_caller and "caller" not in names:
            names.append("caller")
            takes.append("caller=undefined(name='caller')")
        name = getattr(macro_ref.node, "name", "caller")
        self.write(f"named({name!r}, lambda {', '.join([*takes, '*', '_macro=macro'])}: ")
        self.write(f"drawn(_macro({', '.join(names)})))")


def init_jinja(environment: Environment) -> None:
    environment.template_class = Part
    environment.code_generator_class = Direct
    if not environment.auto_reload:  # found once: a page extends and imports some twenty
        environment.get_template = cache(environment.get_template)  # type: ignore[method-assign]
