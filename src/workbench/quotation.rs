//! Quotations after they were made: other borders, two of one, one of several, a code of their own words.

use crate::coding::{PlacedQuote, SourceText};
use crate::locale::{Arguments, Locale};
use crate::model::{Anchor, CodeDraft, CodedQuotation, CodingId, Level, Quotation, QuotationId, Source};
use crate::store::OperationKind;
use crate::text::position::CharOffset;
use crate::workbench::codebook::find_code;
use crate::workbench::coding::{key_of, place};
use crate::workbench::correction::span_of;
use crate::workbench::{Error, Judgement, NewQuotation, Noun, Workbench};

/// Longest name of a code made of a passage's own words, in code points.
const LONGEST_NAME: usize = 80;

/// Whose codings on a quotation are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Whose {
    /// Those of the coder at work; other coders keep theirs where they are.
    #[default]
    Own,
    /// Those of all coders.
    Everyone,
}

/// Why a quotation cannot be changed as asked.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum QuotationError {
    /// It has no sure place since its source was corrected.
    #[error("quotation {0} waits to be re-anchored")]
    Unplaced(QuotationId),
    /// The coder at work has no coding on it.
    #[error("quotation {quotation} has no coding by «{coder}»")]
    NothingOwn {
        /// The quotation.
        quotation: QuotationId,
        /// The coder at work.
        coder: String,
    },
    /// Quotations of different sources cannot become one.
    #[error("quotations {one} and {other} stand in different sources")]
    DifferentSources {
        /// One of them.
        one: QuotationId,
        /// One of another source.
        other: QuotationId,
    },
    /// A part would hold no words.
    #[error("no words on both sides of {at} in quotation {quotation} ({start}..{end})")]
    EmptyPart {
        /// The quotation.
        quotation: QuotationId,
        /// Its first code point.
        start: u32,
        /// The code point behind its last one.
        end: u32,
        /// Where it was to be cut.
        at: u32,
    },
}

impl QuotationError {
    /// What is wrong, in the reader's language.
    pub(super) fn message(&self, locale: &Locale) -> String {
        let none = Arguments::new;
        match self {
            Self::Unplaced(id) => locale.say("error-unplaced", &none().count("quotation", id.0)),
            Self::NothingOwn { quotation, coder } => locale.say(
                "error-nothing-own",
                &none().count("quotation", quotation.0).text("coder", coder.as_str()),
            ),
            Self::DifferentSources { one, other } => {
                locale.say("error-different-sources", &none().count("one", one.0).count("other", other.0))
            }
            Self::EmptyPart { quotation, start, end, at } => locale.say(
                "error-empty-part",
                &none()
                    .count("quotation", quotation.0)
                    .count("start", *start)
                    .count("end", *end)
                    .count("at", *at),
            ),
        }
    }
}

impl Workbench {
    /// Changes weight, comment and stance of a coding.
    ///
    /// # Errors
    /// When there is no such coding.
    pub fn edit_coding(
        &mut self,
        id: CodingId,
        edit: impl FnOnce(&mut Judgement),
    ) -> Result<CodedQuotation, Error> {
        let not_found = || Error::NotFound { noun: Noun::Coding, name: id.to_string(), similar: Vec::new() };
        let coded = self.store.records().coding(id)?.ok_or_else(not_found)?;
        let mut judgement = Judgement {
            weight: coded.coding.weight,
            comment: coded.coding.comment.clone(),
            stance: coded.coding.stance,
        };
        edit(&mut judgement);
        let codebook = self.codebook()?;
        let code = codebook.get(coded.coding.code).map_or_else(String::new, |code| code.draft.key.clone());
        let detail = [("quote", coded.quotation.quote.clone()), ("code", code)];
        self.transact(OperationKind::EditCoding, &detail, |writer| {
            writer.edit_coding(id, judgement.weight, &judgement.comment, judgement.stance)?;
            Ok(())
        })?;
        self.store.records().coding(id)?.ok_or_else(not_found)
    }

    /// Gives a quotation other borders; returns its id, which is another one when other coders stay on the old borders
    /// or a quotation stands at the new ones already.
    ///
    /// # Errors
    /// When there is no such quotation, nothing of the coder is on it, or the span leaves the source.
    pub fn resize_quotation(
        &mut self,
        id: QuotationId,
        span: &NewQuotation,
        whose: Whose,
    ) -> Result<QuotationId, Error> {
        let (quotation, source) = self.quotation_with_source(id)?;
        let placed = place(&source, span)?;
        let codings = self.codings_of_whom(id, whose)?;
        let is_all = codings.len() == self.store.records().codings_on(id)?.len();
        let detail = [("quote", quotation.quote)];
        let (new, _) = self.transact(OperationKind::ResizeQuotation, &detail, |writer| {
            let key = key_of(&source, placed);
            if is_all {
                return Ok(writer.place_quotation(id, &key)?);
            }
            let new = writer.ensure_quotation(&key)?;
            for coded in &codings {
                writer.move_coding(coded.coding.id, new)?;
            }
            Ok(new)
        })?;
        Ok(new)
    }

    /// Makes two quotations of one at a place inside it; both carry its codings. White space at the cut belongs to
    /// neither.
    ///
    /// # Errors
    /// When there is no such quotation, nothing of the coder is on it, or one part would be empty.
    pub fn split_quotation(
        &mut self,
        id: QuotationId,
        at: u32,
        whose: Whose,
    ) -> Result<[QuotationId; 2], Error> {
        let (quotation, source) = self.quotation_with_source(id)?;
        let text = SourceText::new(&source);
        let (start, end) = (quotation.span.start(), quotation.span.end());
        let empty = || QuotationError::EmptyPart { quotation: id, start: start.0, end: end.0, at };
        if CharOffset(at) <= start || end <= CharOffset(at) {
            return Err(empty().into());
        }
        let first = trimmed(&text, start, CharOffset(at)).ok_or_else(empty)?;
        let second = trimmed(&text, CharOffset(at), end).ok_or_else(empty)?;
        let codings = self.codings_of_whom(id, whose)?;
        let made_at = self.now();
        let detail = [("quote", quotation.quote)];
        let (parts, _) = self.transact(OperationKind::SplitQuotation, &detail, |writer| {
            let first = writer.ensure_quotation(&key_of(&source, first))?;
            let second = writer.ensure_quotation(&key_of(&source, second))?;
            for coded in &codings {
                let coding = &coded.coding;
                let judgement = Judgement {
                    weight: coding.weight,
                    comment: coding.comment.clone(),
                    stance: coding.stance,
                };
                writer.add_coding(&judgement.coding(second, coding.code, coding.coder, made_at))?;
                writer.move_coding(coding.id, first)?;
            }
            Ok([first, second])
        })?;
        Ok(parts)
    }

    /// Makes one quotation of several of one source: from the first word of the first to the last word of the last. A
    /// code that a coder has on more than one of them stays once.
    ///
    /// # Errors
    /// When a quotation is not there, they stand in different sources, or nothing of the coder is on one of them.
    pub fn join_quotations(&mut self, ids: &[QuotationId], whose: Whose) -> Result<QuotationId, Error> {
        let Some((first, others)) = ids.split_first() else {
            return Err(Error::NotFound { noun: Noun::Quotation, name: String::new(), similar: Vec::new() });
        };
        let (mut quotation, source) = self.quotation_with_source(*first)?;
        let mut codings = self.codings_of_whom(*first, whose)?;
        for id in others {
            let (other, _) = self.quotation_with_source(*id)?;
            if other.source != quotation.source {
                return Err(QuotationError::DifferentSources { one: *first, other: *id }.into());
            }
            codings.extend(self.codings_of_whom(*id, whose)?);
            if let Some(span) = crate::model::Span::from_stored(
                quotation.span.start().min(other.span.start()).0,
                quotation.span.end().max(other.span.end()).0,
            ) {
                quotation.span = span;
            }
        }
        let text = SourceText::new(&source);
        let span = quotation.span;
        let placed = span_of(&text, &source.name, span.start().0, span.end().0)?;
        let detail = [("count", ids.len().to_string()), ("quote", placed.quote.clone())];
        let (joined, _) = self.transact(OperationKind::JoinQuotations, &detail, |writer| {
            let joined = writer.ensure_quotation(&key_of(&source, placed))?;
            for coded in &codings {
                writer.move_coding(coded.coding.id, joined)?;
            }
            for id in ids.iter().filter(|id| **id != joined) {
                if writer.codings_on(*id)?.is_empty() {
                    writer.join_quotations(*id, joined)?;
                }
            }
            Ok(joined)
        })?;
        Ok(joined)
    }

    /// Makes an open code of a passage's own words and puts it on the passage, as one operation; returns its key. A code
    /// of that name under the parent is used again.
    ///
    /// # Errors
    /// When source or parent are not there, or the passage does not stand in the source in exactly one place.
    pub fn code_in_vivo(
        &mut self,
        source: &str,
        quotation: &NewQuotation,
        parent: Option<&str>,
    ) -> Result<String, Error> {
        let source = self.source_by_name(source)?;
        let placed = place(&source, quotation)?;
        let codebook = self.codebook()?;
        let parent = parent.map(|name| find_code(&codebook, name)).transpose()?.map(|code| code.id);
        codebook.check_place(None, Level::Open, parent)?;
        let name = name_of_words(&placed.quote);
        let known = codebook.children(parent).find(|code| code.draft.name == name);
        let draft = CodeDraft {
            key: known.map_or_else(|| codebook.free_key("O"), |code| code.draft.key.clone()),
            name,
            exemplar: placed.quote.clone(),
            ..CodeDraft::default()
        };
        let (known, position) = (known.map(|code| code.id), codebook.next_position(parent));
        let detail = [("key", draft.key.clone()), ("quote", placed.quote.clone())];
        let (coder, made_at) = (self.session.coder.clone(), self.now());
        self.transact(OperationKind::CodeInVivo, &detail, |writer| {
            let coder = writer.ensure_coder(&coder)?;
            let code = match known {
                Some(code) => code,
                None => writer.add_code(parent, Level::Open, position, &draft)?,
            };
            let quotation = writer.ensure_quotation(&key_of(&source, placed))?;
            writer.add_coding(&Judgement::default().coding(quotation, code, coder, made_at))?;
            Ok(())
        })?;
        Ok(draft.key)
    }

    /// A quotation that has its place, with its source.
    fn quotation_with_source(&self, id: QuotationId) -> Result<(Quotation, Source), Error> {
        let not_found =
            || Error::NotFound { noun: Noun::Quotation, name: id.to_string(), similar: Vec::new() };
        let records = self.store.records();
        let quotation = records.quotation(id)?.ok_or_else(not_found)?;
        if quotation.anchor != Anchor::Placed {
            return Err(QuotationError::Unplaced(id).into());
        }
        let source = records.source(quotation.source)?.ok_or_else(not_found)?;
        Ok((quotation, source))
    }

    fn codings_of_whom(&self, id: QuotationId, whose: Whose) -> Result<Vec<CodedQuotation>, Error> {
        let records = self.store.records();
        let mut codings = records.codings_on(id)?;
        if whose == Whose::Own {
            let own = records.coders()?.into_iter().find(|coder| coder.name == self.session.coder);
            codings.retain(|coded| own.as_ref().is_some_and(|coder| coder.id == coded.coding.coder));
            if codings.is_empty() {
                let coder = self.session.coder.clone();
                return Err(QuotationError::NothingOwn { quotation: id, coder }.into());
            }
        }
        Ok(codings)
    }
}

/// The words between two code points without white space at their ends; `None` when none are left.
fn trimmed(text: &SourceText<'_>, start: CharOffset, end: CharOffset) -> Option<PlacedQuote> {
    let placed = text.at(start, end).ok()?;
    let words = placed.quote.trim();
    let before = placed.quote.len() - placed.quote.trim_start().len();
    let leading = CharOffset::length_of(placed.quote.get(..before)?).0;
    let start = start.plus(leading);
    text.at(start, start.plus(CharOffset::length_of(words).0)).ok()
}

/// A passage as the name of a code: on one line, cut at a word when it is long.
fn name_of_words(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_NAME {
        return line;
    }
    let head: String = line.chars().take(LONGEST_NAME).collect();
    let cut = head.rfind(' ').and_then(|space| head.get(..space)).unwrap_or(&head);
    format!("{cut}\u{2026}")
}
