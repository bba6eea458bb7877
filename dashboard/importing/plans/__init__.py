"""Role: files of the small kinds compared with what stands; pure, so that it can be asked again at commit."""

from dashboard.importing.plans.plan import Change, Plan, Present
from dashboard.importing.plans.programmes import plan_programmes
from dashboard.importing.plans.published import plan_published
from dashboard.importing.plans.targets import plan_targets
from dashboard.importing.plans.units import plan_units

__all__ = ["Change", "Plan", "Present", "plan_programmes", "plan_published", "plan_targets", "plan_units"]
