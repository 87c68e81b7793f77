//! Which record of a bibliography is which source.

use crate::exchange::bibliography::Reference;
use crate::text::fold::fold;
use std::collections::BTreeSet;

/// What a source says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Article {
    /// Its name.
    pub name: String,
    /// Its title; may be empty.
    pub title: String,
    /// The first lines of its text.
    pub head: String,
    /// Its DOI; may be empty.
    pub doi: String,
    /// Its year; may be empty.
    pub year: String,
}

/// Why a record is taken for a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MatchReason {
    /// The record's key is the source's name.
    Key,
    /// Both have one DOI.
    Doi,
    /// Both have one title.
    Title,
    /// The title stands in the first lines of the text.
    Head,
    /// The titles share most of their words, and the years do not differ.
    Likeness,
}

impl MatchReason {
    /// The word used in JSON; sentences are named by it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Doi => "doi",
            Self::Title => "title",
            Self::Head => "head",
            Self::Likeness => "likeness",
        }
    }
}

/// A record and the source that it is.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordMatch {
    /// Index of the record.
    pub record: usize,
    /// Index of the source.
    pub article: usize,
    /// Why.
    pub reason: MatchReason,
    /// From 0 to 1; 1 for all reasons but likeness, there the share of common words (Jaccard).
    pub confidence: f64,
}

/// Shares of common words below this are chance.
const LEAST_LIKENESS: f64 = 0.7;

/// Finds the source of each record, the surest reason first; no source and no record comes twice.
pub fn match_records(records: &[Reference], articles: &[Article]) -> Vec<RecordMatch> {
    let mut found: Vec<RecordMatch> = Vec::new();
    let titles: Vec<String> = articles.iter().map(|article| plain(&article.title)).collect();
    let heads: Vec<String> = articles.iter().map(|article| plain(&article.head)).collect();
    let wanted: Vec<String> = records.iter().map(|record| plain(&record.title)).collect();
    for reason in
        [MatchReason::Key, MatchReason::Doi, MatchReason::Title, MatchReason::Head, MatchReason::Likeness]
    {
        let mut candidates: Vec<RecordMatch> = Vec::new();
        for (record, one) in records.iter().enumerate() {
            for (article, source) in articles.iter().enumerate() {
                let title = &wanted[record];
                let confidence = match reason {
                    MatchReason::Key => f64::from(u8::from(!one.key.is_empty() && one.key == source.name)),
                    MatchReason::Doi => {
                        f64::from(u8::from(!one.doi.is_empty() && one.doi.eq_ignore_ascii_case(&source.doi)))
                    }
                    MatchReason::Title => f64::from(u8::from(!title.is_empty() && *title == titles[article])),
                    // A title of a few words may stand in any text.
                    MatchReason::Head => f64::from(u8::from(
                        title.split(' ').count() >= 4 && heads[article].contains(title.as_str()),
                    )),
                    MatchReason::Likeness => likeness(one, title, source, &titles[article]),
                };
                if confidence >= LEAST_LIKENESS {
                    candidates.push(RecordMatch { record, article, reason, confidence });
                }
            }
        }
        candidates.sort_by(|one, other| {
            other
                .confidence
                .total_cmp(&one.confidence)
                .then((one.record, one.article).cmp(&(other.record, other.article)))
        });
        for candidate in candidates {
            let is_taken =
                found.iter().any(|one| one.record == candidate.record || one.article == candidate.article);
            if !is_taken {
                found.push(candidate);
            }
        }
    }
    found.sort_by_key(|one| one.record);
    found
}

fn likeness(record: &Reference, title: &str, source: &Article, other: &str) -> f64 {
    if !record.year.is_empty() && !source.year.is_empty() && record.year != source.year {
        return 0.0;
    }
    let words = |text: &str| -> BTreeSet<String> {
        text.split(' ').filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
    };
    let (one, other) = (words(title), words(other));
    let union = one.union(&other).count();
    if one.len() < 3 || union == 0 {
        return 0.0;
    }
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    count(one.intersection(&other).count()) / count(union)
}

/// Letters and digits of a title with single blanks between words.
fn plain(text: &str) -> String {
    let folded: String =
        fold(text).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Article, MatchReason, match_records};
    use crate::exchange::bibliography::Reference;

    #[test]
    fn the_surest_reason_holds_and_nothing_comes_twice() {
        let record = |key: &str, title: &str| Reference {
            key: key.to_owned(),
            title: title.to_owned(),
            ..Reference::default()
        };
        let article = |name: &str, title: &str| Article {
            name: name.to_owned(),
            title: title.to_owned(),
            ..Article::default()
        };
        let records = [
            record("A02", "Remote services in public offices"),
            record("x", "Remote Services, in Public Offices!"),
            record("y", "A quite different matter altogether"),
            record("z", "Trust of older people in remote services of insurance"),
        ];
        let articles = [
            article("A01", "Remote services in public offices"),
            article("A02", ""),
            article("A03", "Trust of older people in remote services of insurances"),
        ];
        let found = match_records(&records, &articles);
        let told: Vec<_> = found.iter().map(|one| (one.record, one.article, one.reason)).collect();
        assert_eq!(
            told,
            [(0, 1, MatchReason::Key), (1, 0, MatchReason::Title), (3, 2, MatchReason::Likeness)]
        );
        assert!(found[2].confidence < 1.0);
    }
}
