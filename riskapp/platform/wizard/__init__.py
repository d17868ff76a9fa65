"""Steps, collections and journeys: declared by a feature, served by one blueprint."""

from riskapp.platform.wizard.blueprint import Serving, blueprint
from riskapp.platform.wizard.steps import AddSlot, Collection, Journey, State, Step, Subject

__all__ = [
    "AddSlot",
    "Collection",
    "Journey",
    "Serving",
    "State",
    "Step",
    "Subject",
    "blueprint",
]
