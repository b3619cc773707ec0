//! What a check finds: rules that are not kept.

use serde::Serialize;

/// What follows if a rule is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::Display)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// Apps or directories refuse it.
    Error,
    /// Apps show it, but not as well as they could.
    Warning,
}

/// A rule that is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What follows from it.
    pub severity: Severity,
    /// The rule's name: see [`super`].
    pub rule: &'static str,
    /// The folder of the episode, or the feed and the title of its item; empty for the podcast's folder itself.
    pub place: String,
    /// The element, attribute, key or file that breaks the rule.
    pub field: String,
    /// What is wrong with the field, for people.
    pub what: String,
    /// How a user can mend it.
    pub fix: String,
}

/// A rule, and what follows if it is not kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    severity: Severity,
    name: &'static str,
}

impl Rule {
    /// A rule that apps or directories insist on.
    pub(super) fn error(name: &'static str) -> Rule {
        Rule { severity: Severity::Error, name }
    }

    /// A rule that makes an episode look better.
    pub(super) fn warning(name: &'static str) -> Rule {
        Rule { severity: Severity::Warning, name }
    }
}

/// The findings of one place.
pub(super) struct Findings {
    place: String,
    pub(super) found: Vec<Finding>,
}

impl Findings {
    pub(super) fn at(place: impl Into<String>) -> Findings {
        Findings { place: place.into(), found: Vec::new() }
    }

    /// Notes that a field does not keep a rule: what is wrong, and what mends it.
    fn note(&mut self, rule: Rule, field: &str, what: String, fix: &str) {
        let Rule { severity, name: rule } = rule;
        let (place, field, fix) = (self.place.clone(), field.to_owned(), fix.to_owned());
        self.found.push(Finding { severity, rule, place, field, what, fix });
    }

    pub(super) fn error(&mut self, rule: &'static str, field: &str, what: impl Into<String>, fix: &str) {
        self.note(Rule::error(rule), field, what.into(), fix);
    }

    pub(super) fn warn(&mut self, rule: &'static str, field: &str, what: impl Into<String>, fix: &str) {
        self.note(Rule::warning(rule), field, what.into(), fix);
    }

    /// Checks that a field has a text, without blanks around it. Gives whether it has one.
    pub(super) fn require(&mut self, rule: Rule, field: &str, text: Option<&str>, fix: &str) -> bool {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            self.note(rule, field, "it is missing".into(), fix);
            return false;
        };
        if text != text.trim() {
            self.warn("psp1.blanks", field, "it has white space around it", "write the feed again");
        }
        true
    }
}
