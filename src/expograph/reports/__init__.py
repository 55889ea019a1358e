"""What validation found, in the forms that people, programs and CI services read."""

from expograph.reports.github import github
from expograph.reports.junit import junit
from expograph.reports.model import Entry, Report, Rule
from expograph.reports.plain import as_json, as_text, as_turtle
from expograph.reports.sarif import sarif

FORMS = {
    "text": as_text,
    "json": as_json,
    "turtle": as_turtle,
    "sarif": sarif,
    "junit": junit,
    "github": github,
}

__all__ = ["FORMS", "Entry", "Report", "Rule"]
