//! Rows and columns: into which entry of an axis does a coding fall?

use crate::codebook::Codebook;
use crate::coding::corpus::{CodedCorpus, CodingMark, SourceReader};
use crate::model::{Code, CodeId, Coder, CoderId, Level, SourceKind};
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// What the rows or columns of a table are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Axis {
    /// Every code by itself, without what is below it.
    EachCode,
    /// The codes of a level, each with everything below it.
    Level(Level),
    /// The factors, each with everything below it.
    Factors,
    /// The codes directly below a code, each with everything below it.
    Below(CodeId),
    /// The sources.
    Sources,
    /// The values of an attribute of the sources.
    Attribute(String),
    /// The speakers, by label.
    Speakers,
    /// The coders.
    Coders,
    /// The kinds of sources.
    Kinds,
}

impl Axis {
    /// Words that [`Axis::parse`] reads, for messages.
    pub const WORDS: [&str; 9] =
        ["open", "factors", "subscales", "components", "codes", "sources", "speakers", "coders", "kinds"];

    /// Reads the name of an axis other than `below:`; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        if let Some((field, attribute)) = word.split_once('.') {
            let known = matches!(fold(field).as_str(), "attr" | "ویژگی");
            return (known && !attribute.is_empty()).then(|| Self::Attribute(attribute.to_owned()));
        }
        Some(match word {
            "codes" => Self::EachCode,
            "open" => Self::Level(Level::Open),
            "factors" => Self::Factors,
            "axial" | "subscales" => Self::Level(Level::Axial),
            "selective" | "components" => Self::Level(Level::Selective),
            "sources" => Self::Sources,
            "speakers" => Self::Speakers,
            "coders" => Self::Coders,
            "kinds" => Self::Kinds,
            _ => return None,
        })
    }

    /// Says whether the axis holds codes.
    pub fn is_of_codes(&self) -> bool {
        matches!(self, Self::EachCode | Self::Level(_) | Self::Factors | Self::Below(_))
    }
}

/// One row or column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What people cite: a code's key, a source's name, an attribute's value, a speaker, a coder, a kind.
    pub key: String,
    /// A longer name; empty where there is none.
    pub name: String,
    /// The code, on an axis of codes.
    pub code: Option<CodeId>,
}

/// The entries of an axis, and into which of them codings fall.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Categories {
    entries: Vec<Entry>,
    fall: Fall,
}

/// How a coding finds its entries.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Fall {
    Code(BTreeMap<CodeId, Vec<usize>>),
    Coder(BTreeMap<CoderId, Vec<usize>>),
    /// By the number of the source.
    Source(Vec<Vec<usize>>),
    /// By the number of the quotation.
    Quotation(Vec<Vec<usize>>),
}

impl Categories {
    /// Makes the entries of an axis; codes in the order of the codebook, sources in that of the study, the others by name.
    ///
    /// # Errors
    /// When turns cannot be read, for speakers.
    pub fn new<R: SourceReader>(
        axis: &Axis,
        corpus: &CodedCorpus,
        codebook: &Codebook,
        coders: &[Coder],
        reader: &R,
    ) -> Result<Self, R::Error> {
        Ok(match axis {
            Axis::EachCode => {
                let codes = codebook.in_order().into_iter().map(|(_, code)| code);
                Self::of_codes(codes, |code| vec![code.id])
            }
            Axis::Level(level) => {
                Self::of_codes(codebook.of_level(*level), |code| codebook.with_descendants(code.id))
            }
            Axis::Factors => Self::of_codes(codebook.factors(), |code| codebook.with_descendants(code.id)),
            Axis::Below(parent) => {
                Self::of_codes(codebook.children(Some(*parent)), |code| codebook.with_descendants(code.id))
            }
            Axis::Sources => {
                let entries = corpus
                    .sources()
                    .iter()
                    .map(|source| Entry { key: source.name.clone(), name: source.title.clone(), code: None })
                    .collect();
                Self { entries, fall: Fall::Source((0..corpus.sources().len()).map(|at| vec![at]).collect()) }
            }
            Axis::Kinds => {
                let kinds = corpus.sources().iter().map(|source| Some(source.kind.as_str()));
                let order = SourceKind::ALL.map(SourceKind::as_str);
                let (mut this, fall) = Self::named(kinds);
                this.sort_by_key(|entry| order.iter().position(|kind| *kind == entry.key));
                Self::reordered(this, fall, Fall::Source)
            }
            Axis::Attribute(name) => {
                let name = fold(name);
                let values = corpus.sources().iter().map(|source| {
                    let found = source.attributes.iter().find(|(key, _)| fold(key) == name);
                    found.map(|(_, value)| value.as_str())
                });
                let (entries, fall) = Self::named(values);
                Self::reordered(entries, fall, Fall::Source)
            }
            Axis::Speakers => {
                let speakers = corpus.speakers(reader)?;
                let names = speakers.iter().map(|name| name.as_deref().filter(|name| !name.is_empty()));
                let (entries, fall) = Self::named(names);
                Self::reordered(entries, fall, Fall::Quotation)
            }
            Axis::Coders => Self {
                entries: coders
                    .iter()
                    .map(|coder| Entry { key: coder.name.clone(), name: String::new(), code: None })
                    .collect(),
                fall: Fall::Coder(
                    coders.iter().enumerate().map(|(place, coder)| (coder.id, vec![place])).collect(),
                ),
            },
        })
    }

    fn of_codes<'a>(
        codes: impl IntoIterator<Item = &'a Code>,
        covered: impl Fn(&Code) -> Vec<CodeId>,
    ) -> Self {
        let mut entries = Vec::new();
        let mut fall: BTreeMap<CodeId, Vec<usize>> = BTreeMap::new();
        for code in codes {
            for below in covered(code) {
                fall.entry(below).or_default().push(entries.len());
            }
            let (key, name) = (code.draft.key.clone(), code.draft.name.clone());
            entries.push(Entry { key, name, code: Some(code.id) });
        }
        Self { entries, fall: Fall::Code(fall) }
    }

    /// Entries for names, in their alphabetical order by code points, and the name of each thing.
    fn named<'a>(names: impl Iterator<Item = Option<&'a str>>) -> (Vec<Entry>, Vec<Option<String>>) {
        let fall: Vec<Option<String>> = names.map(|name| name.map(str::to_owned)).collect();
        let mut known: Vec<String> = fall.iter().flatten().cloned().collect();
        known.sort();
        known.dedup();
        (known.into_iter().map(|key| Entry { key, name: String::new(), code: None }).collect(), fall)
    }

    fn reordered(
        entries: Vec<Entry>,
        names: Vec<Option<String>>,
        by: impl Fn(Vec<Vec<usize>>) -> Fall,
    ) -> Self {
        let places: BTreeMap<&str, usize> =
            entries.iter().enumerate().map(|(place, entry)| (entry.key.as_str(), place)).collect();
        let fall = names
            .iter()
            .map(|name| name.as_deref().and_then(|name| places.get(name).copied()).into_iter().collect())
            .collect();
        Self { fall: by(fall), entries }
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Number of the entry of that key, or else of that name (compared folded).
    pub fn find(&self, key_or_name: &str) -> Option<usize> {
        let exact = self.entries.iter().position(|entry| entry.key == key_or_name.trim());
        let wanted = fold(key_or_name.trim());
        exact.or_else(|| {
            self.entries.iter().position(|entry| fold(&entry.key) == wanted || fold(&entry.name) == wanted)
        })
    }

    /// Numbers of the entries into which a coding falls.
    pub fn of(&self, corpus: &CodedCorpus, quotation: usize, coding: &CodingMark) -> &[usize] {
        let found = match &self.fall {
            Fall::Code(codes) => codes.get(&coding.code),
            Fall::Coder(coders) => coders.get(&coding.coder),
            Fall::Source(sources) => sources.get(corpus.source_of(quotation)),
            Fall::Quotation(quotations) => quotations.get(quotation),
        };
        found.map_or(&[], Vec::as_slice)
    }
}
