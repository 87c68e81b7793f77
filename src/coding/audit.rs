//! The audit: which quotations support each factor, and is that enough?

use crate::codebook::Codebook;
use crate::model::{CodeId, CodedQuotation, Coder, CoderId, Source, SourceId, SourceKind};
use std::collections::{BTreeMap, BTreeSet};

/// What a factor needs to count as well supported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuditRules {
    /// Fewest different quotations.
    pub minimum_quotations: u32,
    /// Fewest different sources.
    pub minimum_sources: u32,
}

impl Default for AuditRules {
    /// Four quotations from three sources: fewer than three sources leave a factor to the word of one or two people.
    fn default() -> Self {
        Self { minimum_quotations: 4, minimum_sources: 3 }
    }
}

/// Why a factor's evidence deserves a second look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Flag {
    /// No quotation at all.
    NoEvidence,
    /// Fewer quotations than the rules ask for.
    FewQuotations,
    /// Fewer sources than the rules ask for.
    FewSources,
    /// Quoted from articles only: no interviewee said it.
    LiteratureOnly,
    /// Quoted from interviews only, though the study has articles: the literature does not know it.
    InterviewsOnly,
    /// No open code stands between the factor and its quotations.
    NoOpenCodes,
}

impl Flag {
    /// The word used in JSON and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoEvidence => "no evidence",
            Self::FewQuotations => "few quotations",
            Self::FewSources => "few sources",
            Self::LiteratureOnly => "literature only",
            Self::InterviewsOnly => "interviews only",
            Self::NoOpenCodes => "no open codes",
        }
    }

    /// Says whether the flag makes the factor weak; the others only describe where its evidence comes from.
    pub fn is_weakness(self) -> bool {
        matches!(self, Self::NoEvidence | Self::FewQuotations | Self::FewSources)
    }
}

/// One coding that supports a factor, with everything needed to find the line again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// The coding and its quotation.
    pub coded: CodedQuotation,
    /// Name of the source.
    pub source: String,
    /// Kind of the source.
    pub kind: SourceKind,
    /// Number of the turn in which the quotation begins.
    pub turn: Option<u32>,
    /// Speaker of that turn; empty in a source without speakers.
    pub speaker: String,
    /// Name of the coder.
    pub coder: String,
}

/// How often a code below the factor was used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeCount {
    /// The code.
    pub code: CodeId,
    /// Number of different quotations.
    pub quotations: u32,
}

/// The evidence for one factor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactorAudit {
    /// The factor.
    pub factor: CodeId,
    /// Different quotations.
    pub quotations: u32,
    /// Different sources.
    pub sources: u32,
    /// Different interviews.
    pub interviews: u32,
    /// Different articles.
    pub articles: u32,
    /// Different speakers (a speaker is known within one source).
    pub speakers: u32,
    /// Different coders.
    pub coders: u32,
    /// Codes below the factor with their use, in the order of the codebook; the factor itself first where it was used.
    pub codes: Vec<CodeCount>,
    /// Every coding, by source and place.
    pub evidence: Vec<Evidence>,
    /// What deserves a second look.
    pub flags: Vec<Flag>,
}

impl FactorAudit {
    /// Says whether the evidence falls short of the rules.
    pub fn is_weak(&self) -> bool {
        self.flags.iter().any(|flag| flag.is_weakness())
    }
}

/// The evidence for all factors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Audit {
    /// The rules that were applied.
    pub rules: AuditRules,
    /// Factors in the order of the codebook.
    pub factors: Vec<FactorAudit>,
    /// Codes that were used but belong to no factor yet.
    pub unsorted: Vec<CodeCount>,
}

/// Gathers the evidence for every factor. `sources` are those of the study in their order; their texts are not needed.
pub fn audit(
    codebook: &Codebook,
    codings: &[CodedQuotation],
    sources: &[Source],
    coders: &[Coder],
    rules: AuditRules,
) -> Audit {
    let sources: BTreeMap<SourceId, &Source> = sources.iter().map(|source| (source.id, source)).collect();
    let coders: BTreeMap<CoderId, &str> =
        coders.iter().map(|coder| (coder.id, coder.name.as_str())).collect();
    let study_has_articles = sources.values().any(|source| source.kind == SourceKind::Article);
    let mut by_factor: BTreeMap<CodeId, Vec<&CodedQuotation>> = BTreeMap::new();
    let mut unsorted: BTreeMap<CodeId, BTreeSet<_>> = BTreeMap::new();
    for coded in codings {
        match codebook.factor_of(coded.coding.code) {
            Some(factor) => by_factor.entry(factor.id).or_default().push(coded),
            None => {
                unsorted.entry(coded.coding.code).or_default().insert(coded.quotation.id);
            }
        }
    }
    let factors = codebook
        .factors()
        .into_iter()
        .map(|factor| {
            let evidence: Vec<Evidence> = by_factor
                .remove(&factor.id)
                .unwrap_or_default()
                .into_iter()
                .filter_map(|coded| evidence_of(coded, &sources, &coders))
                .collect();
            factor_audit(codebook, factor.id, evidence, rules, study_has_articles)
        })
        .collect();
    let unsorted = unsorted
        .into_iter()
        .map(|(code, quotations)| CodeCount { code, quotations: count(quotations.len()) })
        .collect();
    Audit { rules, factors, unsorted }
}

fn evidence_of(
    coded: &CodedQuotation,
    sources: &BTreeMap<SourceId, &Source>,
    coders: &BTreeMap<CoderId, &str>,
) -> Option<Evidence> {
    let source = sources.get(&coded.quotation.source)?;
    let turn = source.turn_at(coded.quotation.span.start());
    Some(Evidence {
        coded: coded.clone(),
        source: source.name.clone(),
        kind: source.kind,
        turn: turn.map(|turn| turn.number),
        speaker: turn.map_or_else(String::new, |turn| turn.speaker.clone()),
        coder: coders.get(&coded.coding.coder).map_or_else(String::new, |name| (*name).to_owned()),
    })
}

fn factor_audit(
    codebook: &Codebook,
    factor: CodeId,
    evidence: Vec<Evidence>,
    rules: AuditRules,
    study_has_articles: bool,
) -> FactorAudit {
    let distinct = |key: &dyn Fn(&Evidence) -> Option<String>| {
        count(evidence.iter().filter_map(key).collect::<BTreeSet<_>>().len())
    };
    let of_kind = |kind: SourceKind| distinct(&|line| (line.kind == kind).then(|| line.source.clone()));
    let quotations = distinct(&|line| Some(line.coded.quotation.id.to_string()));
    let sources = distinct(&|line| Some(line.source.clone()));
    let interviews = of_kind(SourceKind::Interview);
    let articles = of_kind(SourceKind::Article);
    let codes: Vec<CodeCount> = codebook
        .with_descendants(factor)
        .into_iter()
        .map(|code| {
            let used: BTreeSet<_> = evidence
                .iter()
                .filter(|line| line.coded.coding.code == code)
                .map(|line| line.coded.quotation.id)
                .collect();
            CodeCount { code, quotations: count(used.len()) }
        })
        .filter(|used| used.quotations > 0)
        .collect();
    let mut flags = Vec::new();
    if quotations == 0 {
        flags.push(Flag::NoEvidence);
    } else {
        let checks = [
            (quotations < rules.minimum_quotations, Flag::FewQuotations),
            (sources < rules.minimum_sources, Flag::FewSources),
            (interviews == 0 && articles == sources, Flag::LiteratureOnly),
            (study_has_articles && articles == 0 && interviews == sources, Flag::InterviewsOnly),
            (codes.iter().all(|used| used.code == factor), Flag::NoOpenCodes),
        ];
        flags.extend(checks.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag));
    }
    FactorAudit {
        factor,
        quotations,
        sources,
        interviews,
        articles,
        speakers: distinct(&|line| {
            (!line.speaker.is_empty()).then(|| format!("{}\u{0}{}", line.source, line.speaker))
        }),
        coders: distinct(&|line| Some(line.coder.clone())),
        codes,
        evidence,
        flags,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
