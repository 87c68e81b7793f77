//! Filters: which values they accept, which sources they let through, and which stretches of a source.

use std::collections::BTreeSet;

use crate::index::library::{CodeFacts, CodedSpan, Library, SourceFacts};
use crate::index::query::{Filter, FilterField, QueryProblem};
use crate::model::{CodeId, Level, SourceKind};
use crate::text::fold::{HALF_SPACE, fold};

/// A filter whose value was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FilterValue {
    /// Sources of this kind.
    Kind(SourceKind),
    /// Sources with this name or title.
    Source(Wanted),
    /// Sources with this value of an attribute (its folded name first).
    Attribute(String, Wanted),
    /// What this person says.
    Speaker(Wanted),
    /// What this person coded.
    Coder(Wanted),
    /// What bears one of these codes.
    Code(BTreeSet<CodeId>),
    /// What bears a code of this level.
    Level(Level),
    /// What bears no code.
    Uncoded,
}

/// A value to compare names with: case, half-spaces, spaces and writing variants do not count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    folded: String,
    any_ending: bool,
}

impl Wanted {
    /// Reads a value; a `*` at its end stands for any ending.
    pub fn new(value: &str) -> Self {
        let (stem, any_ending) = value.strip_suffix('*').map_or((value, false), |stem| (stem, true));
        Self { folded: comparable(stem), any_ending }
    }

    /// Says whether the name is the wanted one.
    pub fn fits(&self, name: &str) -> bool {
        let name = comparable(name);
        if self.any_ending { name.starts_with(&self.folded) } else { name == self.folded }
    }
}

/// A name without what people write differently.
pub(crate) fn comparable(name: &str) -> String {
    fold(name).chars().filter(|character| !character.is_whitespace() && *character != HALF_SPACE).collect()
}

/// Understands the value of a filter.
pub(crate) fn resolve_filter(filter: &Filter, library: &dyn Library) -> Result<FilterValue, QueryProblem> {
    let value = filter.value.as_str();
    let wanted = Wanted::new(value);
    let unknown =
        |name: &str| QueryProblem::UnknownValue { filter: name.to_owned(), value: value.to_owned() };
    Ok(match &filter.field {
        FilterField::Kind => FilterValue::Kind(parse_kind(value).ok_or_else(|| unknown("kind"))?),
        FilterField::Source => {
            known(
                &wanted,
                library.sources().iter().flat_map(|source| [source.name.as_str(), source.title.as_str()]),
            )
            .ok_or_else(|| unknown("source"))?;
            FilterValue::Source(wanted)
        }
        FilterField::Attribute(name) => {
            let field = comparable(name);
            let has_name =
                |source: &SourceFacts| source.attributes.keys().any(|key| comparable(key) == field);
            if !library.sources().iter().any(has_name) {
                return Err(QueryProblem::UnknownFilter(format!("attr.{name}")));
            }
            FilterValue::Attribute(field, wanted)
        }
        FilterField::Speaker => FilterValue::Speaker(wanted),
        FilterField::Coder => FilterValue::Coder(wanted),
        FilterField::Code => {
            let codes = codes_under(library.codes(), &wanted);
            if codes.is_empty() {
                return Err(unknown("code"));
            }
            FilterValue::Code(codes)
        }
        FilterField::Level => {
            FilterValue::Level(parse_level(value, library.codes()).ok_or_else(|| unknown("level"))?)
        }
        FilterField::Uncoded => FilterValue::Uncoded,
    })
}

/// `Some` when one of the names is the wanted one.
fn known<'n>(wanted: &Wanted, mut names: impl Iterator<Item = &'n str>) -> Option<()> {
    names.any(|name| wanted.fits(name)).then_some(())
}

/// Reads a kind of source, English or Persian.
fn parse_kind(value: &str) -> Option<SourceKind> {
    SourceKind::parse(&fold(value)).or(match comparable(value).as_str() {
        "مصاحبه" => Some(SourceKind::Interview),
        "مقاله" => Some(SourceKind::Article),
        "سند" => Some(SourceKind::Document),
        _ => None,
    })
}

/// Reads a level: English, Persian or the study's own label.
fn parse_level(value: &str, codes: &[CodeFacts]) -> Option<Level> {
    let wanted = Wanted::new(value);
    Level::parse(&fold(value))
        .or(match comparable(value).as_str() {
            "باز" => Some(Level::Open),
            "محوری" => Some(Level::Axial),
            "انتخابی" | "گزینشی" => Some(Level::Selective),
            _ => None,
        })
        .or_else(|| codes.iter().find(|code| wanted.fits(&code.level_label)).map(|code| code.level))
}

/// The codes with a wanted name, and all codes below them.
fn codes_under(codes: &[CodeFacts], wanted: &Wanted) -> BTreeSet<CodeId> {
    let named = |code: &&CodeFacts| wanted.fits(&code.key) || code.names.iter().any(|name| wanted.fits(name));
    let mut found: BTreeSet<CodeId> = codes.iter().filter(named).map(|code| code.id).collect();
    loop {
        let below = |code: &&CodeFacts| code.parent.is_some_and(|parent| found.contains(&parent));
        let more: BTreeSet<CodeId> = codes.iter().filter(below).map(|code| code.id).collect();
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            return found;
        }
    }
}

impl FilterValue {
    /// Says whether the filter lets a whole source through; `None` for a filter that looks inside.
    pub fn admits(&self, source: &SourceFacts) -> Option<bool> {
        match self {
            Self::Kind(kind) => Some(source.kind == *kind),
            Self::Source(wanted) => {
                Some(wanted.fits(&source.name) || (!source.title.is_empty() && wanted.fits(&source.title)))
            }
            Self::Attribute(name, wanted) => Some(
                source.attributes.iter().any(|(key, value)| comparable(key) == *name && wanted.fits(value)),
            ),
            Self::Speaker(_) | Self::Coder(_) | Self::Code(_) | Self::Level(_) | Self::Uncoded => None,
        }
    }

    /// Says whether the filter is about codings, so that several such filters speak of the same coding.
    pub fn is_about_codings(&self) -> bool {
        matches!(self, Self::Coder(_) | Self::Code(_) | Self::Level(_))
    }

    /// Says whether the filter lets a coding through; only asked when [`FilterValue::is_about_codings`].
    pub fn admits_coding(&self, coding: &CodedSpan, codes: &[CodeFacts]) -> bool {
        match self {
            Self::Coder(wanted) => wanted.fits(&coding.coder),
            Self::Code(wanted) => wanted.contains(&coding.code),
            Self::Level(level) => codes.iter().any(|code| code.id == coding.code && code.level == *level),
            Self::Kind(_) | Self::Source(_) | Self::Attribute(..) | Self::Speaker(_) | Self::Uncoded => false,
        }
    }
}
