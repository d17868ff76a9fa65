"""Steps, collections and journeys: declared by a feature, served by one blueprint."""

from riskapp.platform.wizard.blueprint import blueprint
from riskapp.platform.wizard.serving import Serving
from riskapp.platform.wizard.steps import AddSlot, Collection, Journey, Part, State, Step, Subject

__all__ = [
    "AddSlot",
    "Collection",
    "Journey",
    "Part",
    "Serving",
    "State",
    "Step",
    "Subject",
    "blueprint",
]
