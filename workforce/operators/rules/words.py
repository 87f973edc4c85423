"""What services and contacts are called."""

from flask_babel import lazy_gettext as _

from ..models import ContactRole, Service

SERVICES = {
    Service.HOME_VISIT: _("Home-visit care"),
    Service.HOME_BATHING: _("Home-visit bathing"),
    Service.HOME_NURSING: _("Home-visit nursing"),
    Service.HOME_REHAB: _("Home-visit rehabilitation"),
    Service.HOME_GUIDANCE: _("Medical guidance at home"),
    Service.DAY_SERVICE: _("Day service"),
    Service.DAY_REHAB: _("Day rehabilitation"),
    Service.SHORT_STAY: _("Short stay"),
    Service.SHORT_STAY_MEDICAL: _("Short stay with medical care"),
    Service.SPECIFIED_FACILITY: _("Care in a specified facility"),
    Service.EQUIPMENT: _("Rental and sale of assistive devices"),
    Service.CARE_MANAGEMENT: _("Care management"),
    Service.ROUND_THE_CLOCK: _("Visiting care and nursing round the clock"),
    Service.NIGHT_VISIT: _("Home-visit care at night"),
    Service.SMALL_DAY_SERVICE: _("Community day service"),
    Service.DEMENTIA_DAY: _("Day service for people with dementia"),
    Service.MULTIFUNCTIONAL: _("Small multifunctional home care"),
    Service.NURSING_MULTIFUNCTIONAL: _("Nursing small multifunctional home care"),
    Service.GROUP_HOME: _("Group home for people with dementia"),
    Service.SMALL_NURSING_HOME: _("Community special nursing home"),
    Service.NURSING_HOME: _("Special nursing home"),
    Service.HEALTH_FACILITY: _("Health service facility"),
    Service.MEDICAL_FACILITY: _("Integrated medical and care facility"),
    Service.PREVENTION: _("Preventive services of the city"),
    Service.COMMUNITY_SUPPORT: _("Community support centre"),
    Service.DISABILITY: _("Services for people with disabilities"),
}
ROLES = {
    ContactRole.MANAGER: _("Enrols staff and invites colleagues"),
    ContactRole.MEMBER: _("Enrols staff"),
}
