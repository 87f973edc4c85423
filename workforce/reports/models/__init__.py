from .plans import SentPlan

__all__ = ["SentPlan"]
