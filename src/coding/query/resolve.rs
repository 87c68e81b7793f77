//! From names to ids: a query that knows its codes, coders and values.

use crate::codebook::{Codebook, Found};
use crate::coding::corpus::SourceMark;
use crate::coding::query::error::{CodeQueryError, CodeQueryProblem, Trouble};
use crate::coding::query::expression::{Expression, Filter, FilterField, Relation};
use crate::coding::query::parser::parse;
use crate::model::{Anchor, CodeId, Coder, CoderId, SourceKind, Stance};
use crate::text::digits::parse_count;
use crate::text::fold::fold;
use crate::text::position::{ByteOffset, PositionMap};
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

/// Where the names of a query are looked up.
#[derive(Clone, Copy, Debug)]
pub struct QueryNames<'a> {
    /// The codebook.
    pub codebook: &'a Codebook,
    /// The coders.
    pub coders: &'a [Coder],
    /// The sources.
    pub sources: &'a [SourceMark],
}

/// A code query whose every name was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeQuery(pub(super) Node);

/// A query or a part of one, with ids in place of names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Node {
    /// Codings with one of these codes; `None` for any code.
    Codes(Option<Vec<CodeId>>),
    Condition(Condition),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Near(Box<Node>, Relation, Box<Node>),
}

impl Node {
    /// Says whether there are filters only, so that the part is a condition on single codings.
    pub(super) fn is_condition(&self) -> bool {
        match self {
            Self::Condition(_) => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().all(Self::is_condition),
            Self::Not(part) => part.is_condition(),
            Self::Codes(_) | Self::Near(..) => false,
        }
    }
}

/// What is asked of a single coding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Condition {
    /// It stands in one of these sources, by number.
    Sources(Vec<usize>),
    /// Its quotation begins in a turn of a speaker whose folded name is this, or begins so.
    Speaker {
        name: String,
        begins: bool,
    },
    Coders(Vec<CoderId>),
    /// Its weight lies in the range.
    Weight(RangeInclusive<u8>),
    /// It was not weighed.
    Unweighed,
    Stance(Stance),
    Anchor(Anchor),
}

/// Reads a query and looks its names up.
///
/// # Errors
/// [`CodeQueryError`] with the place of the first thing that cannot be understood or is not there.
pub fn read_code_query(query: &str, names: QueryNames<'_>) -> Result<CodeQuery, CodeQueryError> {
    let located = |(problem, span): Trouble| {
        let map = PositionMap::new(query);
        let place = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte));
        CodeQueryError { problem, span: place(span.start)..place(span.end) }
    };
    parse(query).and_then(|expression| resolve(&expression, names)).map(CodeQuery).map_err(located)
}

fn resolve(expression: &Expression, names: QueryNames<'_>) -> Result<Node, Trouble> {
    let all = |parts: &[Expression]| -> Result<Vec<Node>, Trouble> {
        parts.iter().map(|part| resolve(part, names)).collect()
    };
    Ok(match expression {
        Expression::AnyCode => Node::Codes(None),
        Expression::Code { name, with_descendants, span } => {
            Node::Codes(Some(codes(name, *with_descendants, span, names.codebook)?))
        }
        Expression::Filter(filter) => Node::Condition(condition(filter, names)?),
        Expression::All(parts) => Node::All(all(parts)?),
        Expression::Any(parts) => Node::Any(all(parts)?),
        Expression::Not(part) => Node::Not(Box::new(resolve(part, names)?)),
        Expression::Near(left, relation, right) => {
            Node::Near(Box::new(resolve(left, names)?), *relation, Box::new(resolve(right, names)?))
        }
    })
}

fn codes(
    name: &str,
    with_descendants: bool,
    span: &Range<usize>,
    codebook: &Codebook,
) -> Result<Vec<CodeId>, Trouble> {
    match codebook.find(name) {
        Found::One(id) if with_descendants => {
            let mut codes = codebook.with_descendants(id);
            codes.sort_unstable();
            Ok(codes)
        }
        Found::One(id) => Ok(vec![id]),
        Found::Several => Err((CodeQueryProblem::AmbiguousCode(name.to_owned()), span.clone())),
        Found::Nothing => {
            let wanted = fold(name);
            let is_similar = |text: &str| wanted.chars().count() > 1 && fold(text).contains(&wanted);
            let similar = codebook
                .in_order()
                .into_iter()
                .filter(|(_, code)| is_similar(&code.draft.name) || is_similar(&code.draft.key))
                .take(5)
                .map(|(_, code)| format!("{} {}", code.draft.key, code.draft.name))
                .collect();
            Err((CodeQueryProblem::UnknownCode { name: name.to_owned(), similar }, span.clone()))
        }
    }
}

fn condition(filter: &Filter, names: QueryNames<'_>) -> Result<Condition, Trouble> {
    let unknown = |known: Vec<String>| {
        let (name, value) = (filter.name.clone(), filter.value.clone());
        (CodeQueryProblem::UnknownValue { filter: name, value, known }, filter.span.clone())
    };
    let words = |known: &[&str]| unknown(known.iter().map(|word| (*word).to_owned()).collect());
    let (wanted, begins) = match filter.value.strip_suffix('*') {
        Some(beginning) => (fold(beginning), true),
        None => (fold(&filter.value), false),
    };
    let fits = |text: &str| {
        let text = fold(text);
        text == wanted || (begins && text.starts_with(&wanted))
    };
    let sources = |fits: &dyn Fn(&SourceMark) -> bool| -> Vec<usize> {
        (0..).zip(names.sources).filter(|(_, source)| fits(source)).map(|(place, _)| place).collect()
    };
    match &filter.field {
        FilterField::Source => {
            let found = sources(&|source| fits(&source.name) || fits(&source.title));
            let known = names.sources.iter().map(|source| source.name.clone()).take(20).collect();
            if found.is_empty() { Err(unknown(known)) } else { Ok(Condition::Sources(found)) }
        }
        FilterField::Kind => {
            let kind = kind(&wanted).ok_or_else(|| words(&SourceKind::ALL.map(SourceKind::as_str)))?;
            Ok(Condition::Sources(sources(&|source| source.kind == kind)))
        }
        FilterField::Attribute(attribute) => {
            let name = fold(attribute);
            let values = |source: &SourceMark| -> Vec<String> {
                let own = source.attributes.iter().filter(|(key, _)| fold(key) == name);
                own.map(|(_, value)| value.clone()).collect()
            };
            let found = sources(&|source| values(source).iter().any(|value| fits(value)));
            if found.is_empty() {
                let known: BTreeSet<String> = names.sources.iter().flat_map(values).collect();
                return Err(unknown(known.into_iter().take(20).collect()));
            }
            Ok(Condition::Sources(found))
        }
        FilterField::Speaker => Ok(Condition::Speaker { name: wanted, begins }),
        FilterField::Coder => {
            let known = names.coders.iter().map(|coder| coder.name.clone()).collect();
            let found: Vec<CoderId> =
                names.coders.iter().filter(|coder| fits(&coder.name)).map(|coder| coder.id).collect();
            if found.is_empty() { Err(unknown(known)) } else { Ok(Condition::Coders(found)) }
        }
        FilterField::Weight => weight(&filter.value)
            .ok_or_else(|| words(&[">=50", ">50", "<=50", "<50", "50", "40..60", "none"])),
        FilterField::Stance => {
            let stance = stance(&wanted).ok_or_else(|| words(&Stance::ALL.map(Stance::as_str)))?;
            Ok(Condition::Stance(stance))
        }
        FilterField::Anchor => match wanted.as_str() {
            "placed" | "سر جا" => Ok(Condition::Anchor(Anchor::Placed)),
            "to re-anchor" | "to-re-anchor" | "unplaced" | "بی\u{200c}جا" => {
                Ok(Condition::Anchor(Anchor::ToReanchor))
            }
            _ => Err(words(&["placed", "unplaced"])),
        },
    }
}

fn kind(folded: &str) -> Option<SourceKind> {
    match folded {
        "مصاحبه" => Some(SourceKind::Interview),
        "مقاله" => Some(SourceKind::Article),
        "سند" => Some(SourceKind::Document),
        _ => SourceKind::parse(folded),
    }
}

fn stance(folded: &str) -> Option<Stance> {
    match folded {
        "موافق" => Some(Stance::Supports),
        "مخالف" => Some(Stance::Contradicts),
        _ => Stance::parse(folded),
    }
}

/// Reads `>=50`, `50..80`, `none` and the like.
fn weight(text: &str) -> Option<Condition> {
    if matches!(fold(text).as_str(), "none" | "ندارد") {
        return Some(Condition::Unweighed);
    }
    let number = |text: &str| u8::try_from(parse_count(text)?).ok();
    let range = if let Some((from, to)) = text.split_once("..") {
        number(from)?..=number(to)?
    } else if let Some(bound) = text.strip_prefix(">=").or_else(|| text.strip_prefix('≥')) {
        number(bound)?..=u8::MAX
    } else if let Some(bound) = text.strip_prefix("<=").or_else(|| text.strip_prefix('≤')) {
        0..=number(bound)?
    } else if let Some(bound) = text.strip_prefix('>') {
        number(bound)?.checked_add(1)?..=u8::MAX
    } else if let Some(bound) = text.strip_prefix('<') {
        0..=number(bound)?.checked_sub(1)?
    } else {
        let bound = number(text.strip_prefix('=').unwrap_or(text))?;
        bound..=bound
    };
    Some(Condition::Weight(range))
}
