"""The demonstration cast: invented people, and a decision at each stage of its life."""

from riskapp.demonstration.making import SignIn, is_there, make_cast

__all__ = ["SignIn", "is_there", "make_cast"]
