//! The numbers of a systematic review: how many records were found, removed, screened, read and included.
//!
//! Source: M. J. Page et al., "The PRISMA 2020 statement", BMJ 372:n71, 2021, flow diagram for new reviews.

use std::collections::BTreeMap;

/// Names of the numbers, in the order of the flow diagram.
pub const PRISMA_FIELDS: [&str; 12] = [
    "databases",
    "registers",
    "other-sources",
    "duplicates",
    "automation",
    "removed-otherwise",
    "screened",
    "excluded",
    "sought",
    "not-retrieved",
    "assessed",
    "included",
];

/// What is put before the reasons for which reports were excluded.
pub const REASON_PREFIX: &str = "reason:";

/// The numbers of a review.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prisma {
    /// Numbers by the names of [`PRISMA_FIELDS`]; what is not known is missing.
    pub counts: BTreeMap<String, u64>,
    /// Reports excluded after reading, by reason.
    pub reasons: BTreeMap<String, u64>,
}

/// A number that does not follow from the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PrismaMismatch {
    /// Name of the number.
    pub field: &'static str,
    /// What is written.
    pub given: u64,
    /// What follows from the others.
    pub expected: i64,
}

impl Prisma {
    /// The numbers that a study keeps under `prefix`.
    pub fn of_settings(settings: &BTreeMap<String, String>, prefix: &str) -> Self {
        let mut prisma = Self::default();
        for (name, value) in settings {
            let (Some(name), Ok(value)) = (name.strip_prefix(prefix), value.parse()) else { continue };
            match name.strip_prefix(REASON_PREFIX) {
                Some(reason) => prisma.reasons.insert(reason.to_owned(), value),
                None => prisma.counts.insert(name.to_owned(), value),
            };
        }
        prisma
    }

    /// One number; `None` when it is not known.
    pub fn get(&self, field: &str) -> Option<u64> {
        self.counts.get(field).copied()
    }

    /// Numbers that do not follow from the others, of those whose others are known. `articles` is how many the study holds.
    pub fn mismatches(&self, articles: u64) -> Vec<PrismaMismatch> {
        let whole = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let known = |field: &str| self.get(field).map(whole);
        let or_none = |field: &str| known(field).unwrap_or(0);
        let found = known("databases")
            .or(known("registers"))
            .or(known("other-sources"))
            .map(|_| or_none("databases") + or_none("registers") + or_none("other-sources"));
        let removed = or_none("duplicates") + or_none("automation") + or_none("removed-otherwise");
        let reasons: i64 = self.reasons.values().map(|value| whole(*value)).sum();
        let expected = [
            ("screened", found.map(|found| found - removed)),
            ("sought", known("screened").zip(known("excluded")).map(|(all, gone)| all - gone)),
            ("assessed", known("sought").map(|sought| sought - or_none("not-retrieved"))),
            ("included", known("assessed").filter(|_| !self.reasons.is_empty()).map(|all| all - reasons)),
            ("included", (articles > 0).then_some(whole(articles))),
        ];
        expected
            .into_iter()
            .filter_map(|(field, expected)| {
                let (given, expected) = (self.get(field)?, expected?);
                (whole(given) != expected).then_some(PrismaMismatch { field, given, expected })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Prisma;
    use std::collections::BTreeMap;

    #[test]
    fn numbers_that_do_not_follow_are_told() {
        let settings = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(name, value)| (["prisma.", name].concat(), (*value).to_owned())).collect()
        };
        let good = settings(&[
            ("databases", "310"),
            ("registers", "10"),
            ("duplicates", "70"),
            ("screened", "250"),
            ("excluded", "190"),
            ("sought", "60"),
            ("not-retrieved", "5"),
            ("assessed", "55"),
            ("reason:no data", "15"),
            ("included", "40"),
            ("elsewhere", "x"),
        ]);
        let prisma = Prisma::of_settings(&good, "prisma.");
        assert_eq!(prisma.mismatches(40), []);
        assert_eq!(prisma.mismatches(39).len(), 1);
        let mut bad = good.clone();
        bad.insert("prisma.screened".to_owned(), "251".to_owned());
        let wrong = Prisma::of_settings(&bad, "prisma.").mismatches(40);
        let told: Vec<_> = wrong.iter().map(|one| (one.field, one.given, one.expected)).collect();
        assert_eq!(told, [("screened", 251, 250), ("sought", 60, 61)]);
    }
}
