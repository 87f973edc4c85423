from .contacts import ContactRole, OperatorContact
from .operators import Office, Operator, Service

__all__ = ["ContactRole", "Office", "Operator", "OperatorContact", "Service"]
