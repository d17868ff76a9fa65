"""One conversation with names for its parts, whether still being written or frozen in a copy.

Prompts, pictures, pages and print read this and nothing else, so that what is printed is what was said.
"""

from __future__ import annotations

from riskapp.decision.conversation.doors import Doors
from riskapp.decision.conversation.how_it_went import HowItWent
from riskapp.decision.conversation.said_of_it import SaidOfIt
from riskapp.decision.conversation.who_decides import WhoDecides


class Conversation(Doors, WhoDecides, SaidOfIt, HowItWent):
    """Everything said about one decision, by name. Each name stands in the file that tells of its part;
    what a conversation is made of is in `answers`.
    """
