//! Hits of a search grouped by source, speaker, code, coder, kind or attribute.

use crate::index::words::{Counted, WordReader};
use crate::index::{IndexError, Library, QueryError, QueryProblem, SourceBody, SourceFacts};
use crate::model::{CodeId, SourceId};
use crate::text::language::Language;
use crate::text::order::Alphabet;
use crate::text::position::CharOffset;
use crate::workbench::{Error, SearchAnswer, SearchLine, Workbench};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What hits are grouped by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GroupBy {
    /// The source.
    Source,
    /// Who speaks.
    Speaker,
    /// The codes on quotations that the hit overlaps; a hit counts under each of them.
    Code,
    /// Who coded what the hit overlaps; a hit counts under each of them.
    Coder,
    /// The kind of the source.
    Kind,
    /// An attribute of the source.
    Attribute(String),
}

impl GroupBy {
    /// Reads `source`, `speaker`, `code`, `coder`, `kind` or `attr.NAME`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "source" => Self::Source,
            "speaker" => Self::Speaker,
            "code" => Self::Code,
            "coder" => Self::Coder,
            "kind" => Self::Kind,
            other => Self::Attribute(other.strip_prefix("attr.").filter(|name| !name.is_empty())?.to_owned()),
        })
    }
}

/// Hits that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchGroup {
    /// Name of the group: of the source, the speaker, …; empty for hits without one (no speaker, no code).
    pub name: String,
    /// The title of the source or the name of the code; else empty.
    pub title: String,
    /// Its hits, as places among the lines of the answer.
    pub lines: Vec<usize>,
    /// Sources in which they stand.
    pub sources: usize,
    /// Words of the whole group, hits or not, so that groups of different size can be compared.
    pub words: u64,
}

impl SearchGroup {
    /// Hits in a thousand words of the group; `None` for a group without words.
    pub fn per_thousand(&self) -> Option<f64> {
        let number = |count: u64| u32::try_from(count).map_or(f64::INFINITY, f64::from);
        (self.words > 0).then(|| 1_000.0 * number(self.lines.len() as u64) / number(self.words))
    }
}

impl Workbench {
    /// Groups the lines of an answer; most hits first, then alphabetically. Groups without a hit are not listed.
    ///
    /// # Errors
    /// [`Error::Query`] for an attribute that no source has; else when the study cannot be read.
    pub fn group_hits(&self, answer: &SearchAnswer, by: &GroupBy) -> Result<Vec<SearchGroup>, Error> {
        let library = self.library()?;
        if let GroupBy::Attribute(name) = by
            && !library.sources().iter().any(|facts| facts.attributes.contains_key(name))
        {
            let query = format!("attr.{name}");
            let span = CharOffset(0)..CharOffset::length_of(&query);
            let problem = QueryError { problem: QueryProblem::UnknownFilter(query.clone()), span };
            return Err(Error::Query { query, problem });
        }
        let facts: BTreeMap<SourceId, &SourceFacts> =
            library.sources().iter().map(|facts| (facts.id, facts)).collect();
        let codes: BTreeMap<CodeId, (&str, &str)> = library
            .codes()
            .iter()
            .map(|code| (code.id, (code.key.as_str(), code.names.first().map_or("", String::as_str))))
            .collect();
        let key_of = |code: &CodeId| codes.get(code).map_or_else(String::new, |(key, _)| (*key).to_owned());
        let mut groups: BTreeMap<String, (Vec<usize>, BTreeSet<SourceId>)> = BTreeMap::new();
        for (place, line) in answer.lines.iter().enumerate() {
            let source = facts.get(&line.line.source);
            for name in names_of(line, source.copied(), by, &key_of) {
                let group = groups.entry(name).or_default();
                group.0.push(place);
                group.1.insert(line.line.source);
            }
        }
        let words = self.words_of_groups(&library, by, &key_of)?;
        let titles: BTreeMap<&str, &str> = match by {
            GroupBy::Source => {
                library.sources().iter().map(|facts| (facts.name.as_str(), facts.title.as_str())).collect()
            }
            GroupBy::Code => codes.values().copied().collect(),
            _ => BTreeMap::new(),
        };
        let mut groups: Vec<SearchGroup> = groups
            .into_iter()
            .map(|(name, (lines, sources))| SearchGroup {
                title: titles.get(name.as_str()).copied().unwrap_or_default().to_owned(),
                words: words.get(&name).copied().unwrap_or(0),
                sources: sources.len(),
                lines,
                name,
            })
            .collect();
        let alphabet = Alphabet::default();
        groups.sort_by(|one, other| {
            other.lines.len().cmp(&one.lines.len()).then_with(|| alphabet.compare(&one.name, &other.name))
        });
        Ok(groups)
    }

    /// Words of every group there is.
    fn words_of_groups(
        &self,
        library: &crate::workbench::search::StudyLibrary<'_>,
        by: &GroupBy,
        key_of: &dyn Fn(&CodeId) -> String,
    ) -> Result<BTreeMap<String, u64>, Error> {
        let languages = self.languages()?;
        let mut reader = WordReader::new(Counted::Forms);
        let mut words: BTreeMap<String, u64> = BTreeMap::new();
        for facts in library.sources() {
            let body = library.read(facts.id).map_err(IndexError::from)?;
            let language = languages.get(&facts.id).copied().unwrap_or(Language::Mixed);
            for (name, stretches) in stretches_of(facts, &body, by, key_of) {
                let count: usize = reader.read(&body.text, language, &stretches).iter().map(Vec::len).sum();
                *words.entry(name).or_default() += count as u64;
            }
        }
        Ok(words)
    }
}

/// The names of the groups to which a line belongs.
fn names_of(
    line: &SearchLine,
    source: Option<&SourceFacts>,
    by: &GroupBy,
    key_of: &dyn Fn(&CodeId) -> String,
) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = match by {
        GroupBy::Speaker => BTreeSet::from([line.line.speaker.clone()]),
        GroupBy::Code => line.codings.iter().map(|(code, _)| key_of(code)).collect(),
        GroupBy::Coder => line.codings.iter().map(|(_, coder)| coder.clone()).collect(),
        GroupBy::Source | GroupBy::Kind | GroupBy::Attribute(_) => {
            source.map(|facts| name_of_source(facts, by)).into_iter().collect()
        }
    };
    if names.is_empty() {
        names.insert(String::new());
    }
    names
}

/// The group of a whole source.
fn name_of_source(facts: &SourceFacts, by: &GroupBy) -> String {
    match by {
        GroupBy::Kind => facts.kind.as_str().to_owned(),
        GroupBy::Attribute(name) => facts.attributes.get(name).cloned().unwrap_or_default(),
        _ => facts.name.clone(),
    }
}

/// The stretches of a source that belong to each group, sorted and without overlap.
fn stretches_of(
    facts: &SourceFacts,
    body: &SourceBody,
    by: &GroupBy,
    key_of: &dyn Fn(&CodeId) -> String,
) -> BTreeMap<String, Vec<Range<CharOffset>>> {
    let whole = CharOffset(0)..CharOffset::length_of(&body.text);
    let turns: Vec<(String, Range<CharOffset>)> =
        body.turns.iter().map(|turn| (turn.speaker.clone(), turn.start..turn.end)).collect();
    let mut groups: BTreeMap<String, Vec<Range<CharOffset>>> = BTreeMap::new();
    match by {
        GroupBy::Speaker if turns.is_empty() => {
            groups.insert(String::new(), vec![whole]);
        }
        GroupBy::Speaker => {
            for (speaker, range) in turns {
                groups.entry(speaker).or_default().push(range);
            }
        }
        GroupBy::Code | GroupBy::Coder => {
            let mut coded: Vec<Range<CharOffset>> = Vec::new();
            for coding in &body.codings {
                let name = if *by == GroupBy::Code { key_of(&coding.code) } else { coding.coder.clone() };
                let range = coding.span.start()..coding.span.end();
                groups.entry(name).or_default().push(range.clone());
                coded.push(range);
            }
            groups.values_mut().for_each(join);
            join(&mut coded);
            let mut reached = CharOffset(0);
            let mut uncoded = Vec::new();
            for range in coded {
                if reached < range.start {
                    uncoded.push(reached..range.start);
                }
                reached = range.end;
            }
            if reached < whole.end {
                uncoded.push(reached..whole.end);
            }
            groups.insert(String::new(), uncoded);
        }
        GroupBy::Source | GroupBy::Kind | GroupBy::Attribute(_) => {
            let stretches = if turns.is_empty() {
                vec![whole]
            } else {
                turns.into_iter().map(|(_, range)| range).collect()
            };
            groups.insert(name_of_source(facts, by), stretches);
        }
    }
    groups
}

/// Sorts stretches and joins those that overlap.
fn join(stretches: &mut Vec<Range<CharOffset>>) {
    stretches.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<CharOffset>> = Vec::with_capacity(stretches.len());
    for range in stretches.drain(..) {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    *stretches = joined;
}
