"""The field kit: a field says all there is to say about itself, once.

`line prose words day one_of some_of tick refs` each make one WTForms field that carries its `Spec`.
Forms, the schema, snapshot rows, layouts and withheld lists are all walks of these declarations.
"""

from riskapp.platform.forms.fields import day, line, one_of, prose, refs, some_of, tick, words
from riskapp.platform.forms.form import Form, Raw
from riskapp.platform.forms.spec import DataClass, Remark, Spec

__all__ = [
    "DataClass",
    "Form",
    "Raw",
    "Remark",
    "Spec",
    "day",
    "line",
    "one_of",
    "prose",
    "refs",
    "some_of",
    "tick",
    "words",
]
