//! What a factor needs to count as well supported: rules that a study keeps and people edit.

use std::collections::BTreeMap;
use thiserror::Error;

/// What a factor needs to count as well supported. A minimum of 0 asks for nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuditRules {
    /// Fewest different quotations.
    pub minimum_quotations: u32,
    /// Fewest different sources.
    pub minimum_sources: u32,
    /// Fewest different interviews.
    pub minimum_interviews: u32,
    /// Fewest different articles.
    pub minimum_articles: u32,
    /// Fewest different speakers.
    pub minimum_speakers: u32,
    /// Fewest different coders.
    pub minimum_coders: u32,
    /// Codings of a lower weight are no evidence; codings without a weight always are.
    pub minimum_weight: u32,
    /// Largest share of the quotations, in percent, that may come from one source; 100 allows all.
    pub largest_share: u32,
}

impl Default for AuditRules {
    /// Four quotations from three sources: fewer than three sources leave a factor to the word of one or two people.
    fn default() -> Self {
        Self {
            minimum_quotations: 4,
            minimum_sources: 3,
            minimum_interviews: 0,
            minimum_articles: 0,
            minimum_speakers: 0,
            minimum_coders: 0,
            minimum_weight: 0,
            largest_share: 100,
        }
    }
}

/// Why a rule cannot be set.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum RuleError {
    /// There is no such rule.
    #[error("no rule «{0}»")]
    Unknown(String),
    /// The value is no whole number that the rule can take.
    #[error("rule «{name}» cannot be «{value}»")]
    Value {
        /// The rule.
        name: String,
        /// What was given.
        value: String,
        /// The largest value it takes.
        largest: u32,
    },
}

/// What stands before the names of the rules among the settings of a study.
const PREFIX: &str = "audit.";

impl AuditRules {
    /// The names of the rules.
    pub const NAMES: [&str; 8] = [
        "minimum_quotations",
        "minimum_sources",
        "minimum_interviews",
        "minimum_articles",
        "minimum_speakers",
        "minimum_coders",
        "minimum_weight",
        "largest_share",
    ];

    /// The rules with their values, in the order of their names.
    pub fn values(&self) -> [(&'static str, u32); 8] {
        let values = [
            self.minimum_quotations,
            self.minimum_sources,
            self.minimum_interviews,
            self.minimum_articles,
            self.minimum_speakers,
            self.minimum_coders,
            self.minimum_weight,
            self.largest_share,
        ];
        std::array::from_fn(|index| (Self::NAMES[index], values[index]))
    }

    /// Sets one rule from text.
    ///
    /// # Errors
    /// [`RuleError`] when there is no such rule, or it cannot take the value.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), RuleError> {
        let largest = if matches!(name, "minimum_weight" | "largest_share") { 100 } else { 1_000_000 };
        let field = match name {
            "minimum_quotations" => &mut self.minimum_quotations,
            "minimum_sources" => &mut self.minimum_sources,
            "minimum_interviews" => &mut self.minimum_interviews,
            "minimum_articles" => &mut self.minimum_articles,
            "minimum_speakers" => &mut self.minimum_speakers,
            "minimum_coders" => &mut self.minimum_coders,
            "minimum_weight" => &mut self.minimum_weight,
            "largest_share" => &mut self.largest_share,
            _ => return Err(RuleError::Unknown(name.to_owned())),
        };
        let wrong = || RuleError::Value { name: name.to_owned(), value: value.to_owned(), largest };
        let number = crate::text::digits::parse_count(value).and_then(|number| u32::try_from(number).ok());
        *field = number.filter(|number| *number <= largest).ok_or_else(wrong)?;
        Ok(())
    }

    /// The rules that a study keeps among its settings; the standard ones where it keeps none.
    pub fn of_settings(settings: &BTreeMap<String, String>) -> Self {
        let mut rules = Self::default();
        for (name, value) in settings {
            if let Some(name) = name.strip_prefix(PREFIX) {
                // A setting that a newer program wrote is none of this program's rules.
                let _ = rules.set(name, value);
            }
        }
        rules
    }

    /// The name of a rule among the settings of a study.
    pub fn setting_name(name: &str) -> String {
        format!("{PREFIX}{name}")
    }
}
