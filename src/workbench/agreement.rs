//! Several coders: how far they agree, where they differ, what they settle, and rounds in which they do not see each other.

use crate::coding::{
    AgreementLevel, AgreementUnit, CodedSpan, Disagreement, Uncoded, agreed, coded_spans, continuum,
    disagreements, length_of, presence, units_of,
};
use crate::model::{Anchor, CodeId, CodedQuotation, CoderId, Round, Source, SourceId};
use crate::stats::agreement::{PresenceAgreement, PresencePatterns, Unit, UnitAlpha, unitizing_family};
use crate::store::{NewSettlement, Operation, OperationKind};
use crate::workbench::codebook::find_code;
use crate::workbench::coding::{key_of, place};
use crate::workbench::{Error, Judgement, NewQuotation, Noun, Workbench};
use std::collections::{BTreeMap, BTreeSet};

/// Units below which a coefficient says little.
const FEW_UNITS: u64 = 10;

/// Share of coded units below which κ and α fall though coders agree nearly everywhere.
const RARE: f64 = 0.05;

/// The name of the coder who holds what was agreed, unless said otherwise.
pub const CONSENSUS: &str = "consensus";

/// What is compared, and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreementOptions {
    /// Names of the coders; all but the consensus coder when empty.
    pub coders: Vec<String>,
    /// Only this source; every source that all coders coded without it.
    pub source: Option<String>,
    /// Only this code and what is below it.
    pub code: Option<String>,
    /// On which level codes are compared.
    pub level: AgreementLevel,
    /// What a text is cut into.
    pub unit: AgreementUnit,
    /// What becomes of text that coders left uncoded.
    pub uncoded: Uncoded,
    /// Name of the coder who holds what was agreed.
    pub consensus: String,
}

impl Default for AgreementOptions {
    fn default() -> Self {
        Self {
            coders: Vec::new(),
            source: None,
            code: None,
            level: AgreementLevel::Code,
            unit: AgreementUnit::Words,
            uncoded: Uncoded::Include,
            consensus: CONSENSUS.to_owned(),
        }
    }
}

/// Why a coefficient is low or has no value.
#[derive(Clone, PartialEq, Debug)]
pub enum AgreementReading {
    /// Nobody used the code here.
    NobodyUsed,
    /// Every coder gave it to every unit.
    EverywhereUsed,
    /// Too few units to say much.
    FewUnits,
    /// One coder never used it; the name.
    NeverUsedBy(String),
    /// So rare that κ and α fall though coders agree nearly everywhere; the share of units with the code.
    Rare(f64),
}

/// The agreement on one code or one source, or on all.
#[derive(Clone, PartialEq, Debug)]
pub struct AgreementRow {
    /// The code; `None` when all are taken together.
    pub code: Option<CodeId>,
    /// Name of the source; `None` when all are taken together.
    pub source: Option<String>,
    /// The coefficients; `None` without units.
    pub presence: Option<PresenceAgreement>,
    /// |uα over the spans themselves (Krippendorff and others 2016); rows of one code only.
    pub spans: Option<UnitAlpha>,
    /// What lies behind a low or missing value.
    pub reading: Option<AgreementReading>,
}

/// How far coders agree.
#[derive(Clone, PartialEq, Debug)]
pub struct AgreementReport {
    /// Names of the coders compared.
    pub coders: Vec<String>,
    /// Names of the sources compared.
    pub sources: Vec<String>,
    /// Codings left out because they lost their place in a correction.
    pub unplaced: usize,
    /// Everything together.
    pub all: AgreementRow,
    /// By code, in the order of the codebook.
    pub codes: Vec<AgreementRow>,
    /// By source, in their order.
    pub by_source: Vec<AgreementRow>,
}

/// Passages on which coders differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DisagreementList {
    /// Names of the coders compared.
    pub coders: Vec<String>,
    /// The passages, with the names of their sources.
    pub passages: Vec<(String, Disagreement)>,
}

/// What coders settled on a passage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settling {
    /// Name of the source.
    pub source: String,
    /// Key or name of the code.
    pub code: String,
    /// The passage.
    pub span: (u32, u32),
    /// Whether the code holds there.
    pub coded: bool,
    /// Why; may be empty.
    pub note: String,
    /// Name of the coder who holds what was agreed.
    pub consensus: String,
}

/// What is compared, read once.
struct Compared {
    coders: Vec<(CoderId, String)>,
    sources: Vec<(Source, Vec<CodedSpan>)>,
    unplaced: usize,
}

impl Workbench {
    /// How far coders agree, by code, by source and over all.
    ///
    /// # Errors
    /// When a coder, source or code is not there, fewer than two coders coded anything together, or a blind round is
    /// open for the coder at work.
    pub fn agreement(&self, options: &AgreementOptions) -> Result<AgreementReport, Error> {
        let compared = self.compared(options)?;
        let codebook = self.codebook()?;
        let names: Vec<String> = compared.coders.iter().map(|(_, name)| name.clone()).collect();
        let used: BTreeSet<CodeId> =
            compared.sources.iter().flat_map(|(_, spans)| spans.iter().map(|span| span.code)).collect();
        let places: BTreeMap<CodeId, usize> = used.iter().copied().zip(0..).collect();
        let mut by_code: BTreeMap<CodeId, PresencePatterns> = BTreeMap::new();
        let (mut all, mut by_source) = (PresencePatterns::default(), Vec::new());
        let mut text: Vec<Unit> = Vec::new();
        let mut length = 0;
        for (source, spans) in &compared.sources {
            let units = units_of(source, options.unit);
            let mut own = PresencePatterns::default();
            for (code, patterns) in presence(&units, spans, names.len(), &used, options.uncoded) {
                own.extend(&patterns);
                by_code.entry(code).or_default().extend(&patterns);
            }
            all.extend(&own);
            by_source.push(row(None, Some(source.name.clone()), &own, None, &names));
            text.extend(continuum(spans, length, &places));
            length += length_of(source);
        }
        let codes = codebook
            .in_order()
            .into_iter()
            .filter_map(|(_, code)| {
                let place = *places.get(&code.id)?;
                let units: Vec<Unit> = text.iter().filter(|unit| unit.category == place).cloned().collect();
                let spans = unitizing_family(length, names.len(), &units).ok().map(|family| family.presence);
                Some(row(Some(code.id), None, by_code.get(&code.id)?, spans, &names))
            })
            .collect();
        Ok(AgreementReport {
            sources: compared.sources.iter().map(|(source, _)| source.name.clone()).collect(),
            unplaced: compared.unplaced,
            all: row(None, None, &all, None, &names),
            coders: names,
            codes,
            by_source,
        })
    }

    /// Passages on which coders differ and which were not settled, by source, code and place.
    ///
    /// # Errors
    /// As for [`Workbench::agreement`].
    pub fn disagreements(&self, options: &AgreementOptions) -> Result<DisagreementList, Error> {
        let compared = self.compared(options)?;
        let settlements = self.store.records().settlements()?;
        let count = compared.coders.len();
        let passages = compared
            .sources
            .iter()
            .flat_map(|(source, spans)| {
                let found = disagreements(source, spans, count, &settlements);
                found.into_iter().map(|passage| (source.name.clone(), passage))
            })
            .collect();
        Ok(DisagreementList { coders: compared.coders.into_iter().map(|(_, name)| name).collect(), passages })
    }

    /// Settles a passage: keeps the decision and, where the code holds, codes it for the consensus coder.
    ///
    /// # Errors
    /// When source or code are not there, or the span leaves the source.
    pub fn settle(&mut self, settling: &Settling) -> Result<(), Error> {
        let source = self.source_by_name(&settling.source)?;
        let codebook = self.codebook()?;
        let code = find_code(&codebook, &settling.code)?;
        let (start, end) = settling.span;
        let placed = place(&source, &NewQuotation::Span { start, end })?;
        let detail = [("code", code.draft.key.clone()), ("source", source.name.clone())];
        let (coder, made_at) = (self.session.coder.clone(), self.now());
        self.transact(OperationKind::Settle, &detail, |writer| {
            let who = writer.ensure_coder(&coder)?;
            writer.put_settlement(&NewSettlement {
                source: source.id,
                code: code.id,
                text_hash: source.text_hash.clone(),
                span: placed.span,
                coded: settling.coded,
                coder: who,
                note: settling.note.clone(),
                made_at,
            })?;
            if settling.coded {
                let consensus = writer.ensure_coder(&settling.consensus)?;
                let quotation = writer.ensure_quotation(&key_of(&source, placed))?;
                let judgement = Judgement { comment: settling.note.clone(), ..Judgement::default() };
                writer.add_coding(&judgement.coding(quotation, code.id, consensus, made_at))?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Codes every passage that all coders gave the same code with the same borders for the consensus coder, as one
    /// operation; returns how many codings were new.
    ///
    /// # Errors
    /// As for [`Workbench::agreement`]; codes are taken as they stand, on no other level.
    pub fn adopt_agreed(&mut self, options: &AgreementOptions) -> Result<usize, Error> {
        let options = AgreementOptions { level: AgreementLevel::Code, ..options.clone() };
        let compared = self.compared(&options)?;
        let mut keys = Vec::new();
        for (source, spans) in &compared.sources {
            for (code, span) in agreed(spans, compared.coders.len()) {
                let at = NewQuotation::Span { start: span.start().0, end: span.end().0 };
                keys.push((key_of(source, place(source, &at)?), code));
            }
        }
        let detail = [("code", options.consensus.clone()), ("count", keys.len().to_string())];
        let made_at = self.now();
        let (added, _) = self.transact(OperationKind::AddCodings, &detail, |writer| {
            let consensus = writer.ensure_coder(&options.consensus)?;
            let mut added = 0;
            for (key, code) in &keys {
                let quotation = writer.ensure_quotation(key)?;
                let coding = Judgement::default().coding(quotation, *code, consensus, made_at);
                added += usize::from(writer.add_coding(&coding)?);
            }
            Ok(added)
        })?;
        Ok(added)
    }

    fn compared(&self, options: &AgreementOptions) -> Result<Compared, Error> {
        let records = self.store.records();
        let codebook = self.codebook()?;
        let only = options.source.as_ref().map(|name| self.source_id(name)).transpose()?;
        let below = options.code.as_ref().map(|name| find_code(&codebook, name)).transpose()?;
        let below = below.map(|code| codebook.with_descendants(code.id));
        let mut codings = records.codings()?;
        codings.retain(|coded| {
            only.is_none_or(|source| coded.quotation.source == source)
                && below.as_ref().is_none_or(|codes| codes.contains(&coded.coding.code))
        });
        let coders = self.coders_of(options, &codings)?;
        self.refuse_blind()?;
        let ids: Vec<CoderId> = coders.iter().map(|(id, _)| *id).collect();
        let mut by_source: BTreeMap<SourceId, Vec<CodedQuotation>> = BTreeMap::new();
        for coded in codings {
            by_source.entry(coded.quotation.source).or_default().push(coded);
        }
        let is_missing = |coded: &CodedQuotation| coded.quotation.anchor != Anchor::Placed;
        let mut unplaced = 0;
        let mut sources = Vec::new();
        for (id, codings) in by_source {
            let coded_here: BTreeSet<CoderId> = codings.iter().map(|coded| coded.coding.coder).collect();
            if only.is_none() && !ids.iter().all(|coder| coded_here.contains(coder)) {
                continue;
            }
            let Some(source) = records.source(id)? else { continue };
            unplaced += codings.iter().filter(|coded| is_missing(coded)).count();
            sources.push((source, coded_spans(&codings, &ids, &codebook, options.level)));
        }
        sources.sort_by_key(|(source, _)| source.position);
        if sources.is_empty() {
            return Err(Error::NothingTogether);
        }
        Ok(Compared { coders, sources, unplaced })
    }

    /// The coders asked for; without names all who coded any of it, but not the consensus coder.
    fn coders_of(
        &self,
        options: &AgreementOptions,
        codings: &[CodedQuotation],
    ) -> Result<Vec<(CoderId, String)>, Error> {
        let mut coders = Vec::new();
        if options.coders.is_empty() {
            let used: BTreeSet<CoderId> = codings.iter().map(|coded| coded.coding.coder).collect();
            let all = self.store.records().coders()?;
            let own =
                all.into_iter().filter(|coder| used.contains(&coder.id) && coder.name != options.consensus);
            coders.extend(own.map(|coder| (coder.id, coder.name)));
        }
        for name in &options.coders {
            let id = self.coder_id(name)?;
            if !coders.iter().any(|(other, _)| *other == id) {
                coders.push((id, name.clone()));
            }
        }
        if coders.len() < 2 { Err(Error::NothingTogether) } else { Ok(coders) }
    }

    /// All rounds, oldest first.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn rounds(&self) -> Result<Vec<Round>, Error> {
        Ok(self.store.records().rounds()?)
    }

    /// Opens a round: sources that several coders code, blind unless said otherwise.
    ///
    /// # Errors
    /// When the name is taken, a source is not there, or fewer than two coders are named.
    pub fn open_round(
        &mut self,
        name: &str,
        sources: &[String],
        coders: &[String],
        blind: bool,
    ) -> Result<(), Error> {
        if self.rounds()?.iter().any(|round| round.name == name) {
            return Err(Error::Exists { noun: Noun::Round, name: name.to_owned() });
        }
        let sources: Vec<SourceId> =
            sources.iter().map(|name| self.source_id(name)).collect::<Result<_, _>>()?;
        let distinct: BTreeSet<&String> = coders.iter().collect();
        if distinct.len() < 2 || sources.is_empty() {
            return Err(Error::NothingTogether);
        }
        let detail = [("name", name.to_owned()), ("what", "open".to_owned())];
        let made_at = self.now();
        self.transact(OperationKind::ChangeRound, &detail, |writer| {
            let mut ids = Vec::new();
            for coder in distinct {
                ids.push(writer.ensure_coder(coder)?);
            }
            writer.add_round(name, blind, &sources, &ids, made_at)?;
            Ok(())
        })?;
        Ok(())
    }

    /// Closes a round, or opens it again.
    ///
    /// # Errors
    /// When there is no such round.
    pub fn set_round_open(&mut self, name: &str, open: bool) -> Result<(), Error> {
        let round = self.round_named(name)?;
        let what = if open { "open" } else { "closed" };
        let detail = [("name", name.to_owned()), ("what", what.to_owned())];
        self.transact(OperationKind::ChangeRound, &detail, |writer| {
            Ok(writer.set_round_open(round.id, open)?)
        })?;
        Ok(())
    }

    /// Removes a round; the codings made in it stay.
    ///
    /// # Errors
    /// When there is no such round.
    pub fn remove_round(&mut self, name: &str) -> Result<(), Error> {
        let round = self.round_named(name)?;
        let detail = [("name", name.to_owned()), ("what", "removed".to_owned())];
        self.transact(OperationKind::ChangeRound, &detail, |writer| Ok(writer.remove_round(round.id)?))?;
        Ok(())
    }

    fn round_named(&self, name: &str) -> Result<Round, Error> {
        let rounds = self.rounds()?;
        let similar = rounds.iter().map(|round| round.name.clone()).collect();
        rounds.into_iter().find(|round| round.name == name).ok_or_else(|| Error::NotFound {
            noun: Noun::Round,
            name: name.to_owned(),
            similar,
        })
    }

    /// Open blind rounds of the coder at work.
    fn blind_rounds(&self) -> Result<Vec<Round>, Error> {
        let mut rounds = self.store.records().rounds()?;
        rounds.retain(|round| round.blind && round.open);
        if rounds.is_empty() {
            return Ok(rounds);
        }
        let coders = self.store.records().coders()?;
        let own = coders.iter().find(|coder| coder.name == self.session.coder).map(|coder| coder.id);
        rounds.retain(|round| own.is_some_and(|own| round.coders.contains(&own)));
        Ok(rounds)
    }

    /// Whether an entry of the history tells a coder of an open blind round what others coded. An entry does not say in
    /// one place which source it is about, so this holds for all of them.
    pub(super) fn hides_operation(&self, operation: &Operation) -> Result<bool, Error> {
        const TELLING: [&str; 4] = ["coding", "quotation", "settlement", "decision"];
        if operation.coder == self.session.coder || self.blind_rounds()?.is_empty() {
            return Ok(false);
        }
        let changes = self.store.records().changes(operation.id)?;
        Ok(changes.iter().any(|change| TELLING.contains(&change.table.as_str())))
    }

    /// Refuses what would tell a coder of an open blind round what others coded.
    pub(super) fn refuse_blind(&self) -> Result<(), Error> {
        match self.blind_rounds()?.first() {
            Some(round) => Err(Error::BlindRound { round: round.name.clone() }),
            None => Ok(()),
        }
    }

    /// Sources in which the coder at work may see own codings only, and that coder's id.
    pub(super) fn hidden_sources(&self) -> Result<(BTreeSet<SourceId>, Option<CoderId>), Error> {
        let rounds = self.blind_rounds()?;
        if rounds.is_empty() {
            return Ok((BTreeSet::new(), None));
        }
        let hidden = rounds.into_iter().flat_map(|round| round.sources).collect();
        Ok((hidden, Some(self.coder_id(&self.session.coder)?)))
    }

    /// Takes away what the coder at work may not see: other coders' codings in the sources of an open blind round.
    pub(super) fn hide_blind(&self, codings: &mut Vec<CodedQuotation>) -> Result<usize, Error> {
        let (hidden, own) = self.hidden_sources()?;
        let before = codings.len();
        codings.retain(|coded| own == Some(coded.coding.coder) || !hidden.contains(&coded.quotation.source));
        Ok(before - codings.len())
    }
}

fn row(
    code: Option<CodeId>,
    source: Option<String>,
    patterns: &PresencePatterns,
    spans: Option<UnitAlpha>,
    names: &[String],
) -> AgreementRow {
    let presence = patterns.agreement().ok();
    let reading = presence.as_ref().and_then(|found| reading(found, patterns, names));
    AgreementRow { code, source, presence, spans, reading }
}

fn reading(
    found: &PresenceAgreement,
    patterns: &PresencePatterns,
    names: &[String],
) -> Option<AgreementReading> {
    if found.present == 0 {
        return Some(AgreementReading::NobodyUsed);
    }
    let shares = patterns.shares();
    if shares.iter().all(|share| *share >= 1.0) {
        return Some(AgreementReading::EverywhereUsed);
    }
    if let Some(coder) = shares.iter().position(|share| *share <= 0.0) {
        return Some(AgreementReading::NeverUsedBy(names[coder].clone()));
    }
    if found.units < FEW_UNITS {
        return Some(AgreementReading::FewUnits);
    }
    // Below the lowest value that allows tentative conclusions (Krippendorff 2004, p. 241).
    let is_low = found.alpha.coefficient < 0.667;
    let mean = shares.iter().sum::<f64>() / f64::from(u32::try_from(shares.len()).unwrap_or(u32::MAX));
    (is_low && mean < RARE).then_some(AgreementReading::Rare(mean))
}
