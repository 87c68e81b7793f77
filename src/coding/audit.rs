//! The audit: which quotations support each factor, and is that enough?

use crate::codebook::Codebook;
use crate::coding::AuditRules;
use crate::model::{
    Anchor, CodeId, CodedQuotation, Coder, CoderId, CodingId, Decision, DecisionTarget, ReviewOutcome,
    Source, SourceId, SourceKind, Stance,
};
use std::collections::{BTreeMap, BTreeSet};

/// Why a factor's evidence deserves a second look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Flag {
    /// No quotation at all.
    NoEvidence,
    /// Fewer quotations than the rules ask for.
    FewQuotations,
    /// Fewer sources than the rules ask for.
    FewSources,
    /// Fewer interviews than the rules ask for.
    FewInterviews,
    /// Fewer articles than the rules ask for.
    FewArticles,
    /// Fewer speakers than the rules ask for.
    FewSpeakers,
    /// Fewer coders than the rules ask for.
    FewCoders,
    /// One source holds more of the quotations than the rules allow.
    OneSource,
    /// Passages speak against it: negative evidence to be answered.
    Contradicted,
    /// A quotation lost its place in a correction.
    Unplaced,
    /// A reviewer asked for more work on it, or rejected it.
    ReviewPending,
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
            Self::FewInterviews => "few interviews",
            Self::FewArticles => "few articles",
            Self::FewSpeakers => "few speakers",
            Self::FewCoders => "few coders",
            Self::OneSource => "one source",
            Self::Contradicted => "contradicted",
            Self::Unplaced => "unplaced",
            Self::ReviewPending => "review pending",
            Self::LiteratureOnly => "literature only",
            Self::InterviewsOnly => "interviews only",
            Self::NoOpenCodes => "no open codes",
        }
    }

    /// Says whether the flag makes the factor weak; the others only describe where its evidence comes from.
    pub fn is_weakness(self) -> bool {
        matches!(
            self,
            Self::NoEvidence
                | Self::FewQuotations
                | Self::FewSources
                | Self::FewInterviews
                | Self::FewArticles
                | Self::FewSpeakers
                | Self::FewCoders
                | Self::OneSource
        )
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
    /// The newest word of a reviewer on the coding.
    pub decision: Option<Decision>,
    /// Why it is not counted as evidence for the factor; `None` when it is.
    pub discounted: Option<Discount>,
}

/// Why a coding is not counted as evidence for its factor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Discount {
    /// The passage speaks against the factor.
    Contradicts,
    /// A reviewer rejected the coding.
    Rejected,
    /// Its weight is below what the rules ask for.
    LowWeight,
}

impl Discount {
    /// The word used in JSON and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts",
            Self::Rejected => "rejected",
            Self::LowWeight => "low weight",
        }
    }
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
    /// Every coding, by source and place, counted or not.
    pub evidence: Vec<Evidence>,
    /// Passages that propose what to do about it: with the study's solution code, in the same turn as its evidence.
    pub solutions: Vec<Evidence>,
    /// Quotations that speak against it.
    pub contradicting: u32,
    /// Decisions of reviewers on the factor as a whole, oldest first.
    pub decisions: Vec<Decision>,
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

/// What the audit reads.
#[derive(Clone, Copy, Debug)]
pub struct AuditInput<'a> {
    /// The codebook.
    pub codebook: &'a Codebook,
    /// Every coding with its quotation.
    pub codings: &'a [CodedQuotation],
    /// The sources in their order; their texts are not needed.
    pub sources: &'a [Source],
    /// The coders.
    pub coders: &'a [Coder],
    /// Decisions of reviewers, oldest first.
    pub decisions: &'a [Decision],
    /// The code of passages that propose solutions.
    pub solution_code: Option<CodeId>,
}

/// What is looked up for each coding.
struct Lookup<'a> {
    sources: BTreeMap<SourceId, &'a Source>,
    coders: BTreeMap<CoderId, &'a str>,
    /// The newest decision on each coding.
    decisions: BTreeMap<CodingId, &'a Decision>,
    has_articles: bool,
    rules: AuditRules,
}

/// Gathers the evidence for every factor.
pub fn audit(input: &AuditInput<'_>, rules: AuditRules) -> Audit {
    let codebook = input.codebook;
    let lookup = Lookup::new(input, rules);
    let solution_codes: BTreeSet<CodeId> = input
        .solution_code
        .map(|code| codebook.with_descendants(code))
        .unwrap_or_default()
        .into_iter()
        .collect();
    let mut by_factor: BTreeMap<CodeId, Vec<Evidence>> = BTreeMap::new();
    let mut unsorted: BTreeMap<CodeId, BTreeSet<_>> = BTreeMap::new();
    let mut solutions: BTreeMap<(SourceId, Option<u32>), Vec<Evidence>> = BTreeMap::new();
    for coded in input.codings {
        let code = coded.coding.code;
        if solution_codes.contains(&code) {
            let Some(line) = lookup.evidence(coded) else { continue };
            solutions.entry((coded.quotation.source, line.turn)).or_default().push(line);
            continue;
        }
        match codebook.factor_of(code) {
            Some(factor) => by_factor.entry(factor.id).or_default().extend(lookup.evidence(coded)),
            None => {
                unsorted.entry(code).or_default().insert(coded.quotation.id);
            }
        }
    }
    let factors = codebook
        .factors()
        .into_iter()
        .map(|factor| {
            let evidence = by_factor.remove(&factor.id).unwrap_or_default();
            let turns: BTreeSet<(SourceId, Option<u32>)> =
                evidence.iter().map(|line| (line.coded.quotation.source, line.turn)).collect();
            let proposed = turns.iter().filter_map(|turn| solutions.get(turn)).flatten().cloned().collect();
            let on_factor = |decision: &&Decision| decision.target == DecisionTarget::Factor(factor.id);
            let decisions = input.decisions.iter().filter(on_factor).cloned().collect();
            lookup.factor_audit(codebook, factor.id, evidence, proposed, decisions)
        })
        .collect();
    let unsorted = unsorted
        .into_iter()
        .map(|(code, quotations)| CodeCount { code, quotations: count(quotations.len()) })
        .collect();
    Audit { rules, factors, unsorted }
}

impl<'a> Lookup<'a> {
    fn new(input: &AuditInput<'a>, rules: AuditRules) -> Self {
        let sources: BTreeMap<SourceId, &Source> =
            input.sources.iter().map(|source| (source.id, source)).collect();
        let on_codings = input.decisions.iter().filter_map(|decision| match decision.target {
            DecisionTarget::Coding(coding) => Some((coding, decision)),
            DecisionTarget::Factor(_) => None,
        });
        Self {
            has_articles: sources.values().any(|source| source.kind == SourceKind::Article),
            sources,
            coders: input.coders.iter().map(|coder| (coder.id, coder.name.as_str())).collect(),
            decisions: on_codings.collect(),
            rules,
        }
    }

    fn evidence(&self, coded: &CodedQuotation) -> Option<Evidence> {
        let source = self.sources.get(&coded.quotation.source)?;
        let is_placed = coded.quotation.anchor == Anchor::Placed;
        let turn = source.turn_at(coded.quotation.span.start()).filter(|_| is_placed);
        let coding = &coded.coding;
        let decision = self.decisions.get(&coding.id).copied();
        let is_light = coding.weight.is_some_and(|weight| u32::from(weight) < self.rules.minimum_weight);
        let discounted = if decision.is_some_and(|decision| decision.outcome == ReviewOutcome::Rejected) {
            Some(Discount::Rejected)
        } else if coding.stance == Stance::Contradicts {
            Some(Discount::Contradicts)
        } else {
            is_light.then_some(Discount::LowWeight)
        };
        Some(Evidence {
            coded: coded.clone(),
            source: source.name.clone(),
            kind: source.kind,
            turn: turn.map(|turn| turn.number),
            speaker: turn.map_or_else(String::new, |turn| turn.speaker.clone()),
            coder: self.coders.get(&coding.coder).map_or_else(String::new, |name| (*name).to_owned()),
            decision: decision.cloned(),
            discounted,
        })
    }

    fn factor_audit(
        &self,
        codebook: &Codebook,
        factor: CodeId,
        evidence: Vec<Evidence>,
        solutions: Vec<Evidence>,
        decisions: Vec<Decision>,
    ) -> FactorAudit {
        let counted: Vec<&Evidence> = evidence.iter().filter(|line| line.discounted.is_none()).collect();
        let distinct = |key: &dyn Fn(&Evidence) -> Option<String>| {
            count(counted.iter().filter_map(|line| key(line)).collect::<BTreeSet<_>>().len())
        };
        let of_kind = |kind: SourceKind| distinct(&|line| (line.kind == kind).then(|| line.source.clone()));
        let speaker = |line: &Evidence| {
            (!line.speaker.is_empty()).then(|| format!("{}\u{0}{}", line.source, line.speaker))
        };
        let against = evidence.iter().filter(|line| line.discounted == Some(Discount::Contradicts));
        let contradicting = against.map(|line| line.coded.quotation.id).collect::<BTreeSet<_>>().len();
        let mut audit = FactorAudit {
            factor,
            quotations: distinct(&|line| Some(line.coded.quotation.id.to_string())),
            sources: distinct(&|line| Some(line.source.clone())),
            interviews: of_kind(SourceKind::Interview),
            articles: of_kind(SourceKind::Article),
            speakers: distinct(&speaker),
            coders: distinct(&|line| Some(line.coder.clone())),
            codes: used_codes(codebook, factor, &counted),
            contradicting: count(contradicting),
            flags: Vec::new(),
            evidence: Vec::new(),
            solutions,
            decisions,
        };
        audit.flags = self.flags(&audit, &counted, evidence.len());
        audit.evidence = evidence;
        audit
    }

    fn flags(&self, audit: &FactorAudit, counted: &[&Evidence], all: usize) -> Vec<Flag> {
        let mut flags = Vec::new();
        let rules = self.rules;
        if audit.quotations == 0 {
            flags.push(Flag::NoEvidence);
        } else {
            let (interviews, articles, sources) = (audit.interviews, audit.articles, audit.sources);
            let checks = [
                (audit.quotations < rules.minimum_quotations, Flag::FewQuotations),
                (sources < rules.minimum_sources, Flag::FewSources),
                (interviews < rules.minimum_interviews, Flag::FewInterviews),
                (articles < rules.minimum_articles, Flag::FewArticles),
                (audit.speakers < rules.minimum_speakers, Flag::FewSpeakers),
                (audit.coders < rules.minimum_coders, Flag::FewCoders),
                (largest_share(counted) > rules.largest_share, Flag::OneSource),
                (interviews == 0 && articles == sources, Flag::LiteratureOnly),
                (self.has_articles && articles == 0 && interviews == sources, Flag::InterviewsOnly),
                (audit.codes.iter().all(|used| used.code == audit.factor), Flag::NoOpenCodes),
            ];
            flags.extend(checks.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag));
        }
        let is_unplaced = counted.iter().any(|line| line.coded.quotation.anchor == Anchor::ToReanchor);
        let last = audit.decisions.last().map(|decision| decision.outcome);
        let checks = [
            (all > 0 && audit.contradicting > 0, Flag::Contradicted),
            (is_unplaced, Flag::Unplaced),
            (last.is_some_and(|outcome| outcome != ReviewOutcome::Accepted), Flag::ReviewPending),
        ];
        flags.extend(checks.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag));
        flags
    }
}

/// Codes at and below the factor with their counted quotations, in the order of the codebook.
fn used_codes(codebook: &Codebook, factor: CodeId, counted: &[&Evidence]) -> Vec<CodeCount> {
    let mut used: BTreeMap<CodeId, BTreeSet<_>> = BTreeMap::new();
    for line in counted {
        used.entry(line.coded.coding.code).or_default().insert(line.coded.quotation.id);
    }
    codebook
        .with_descendants(factor)
        .into_iter()
        .filter_map(|code| Some(CodeCount { code, quotations: count(used.get(&code)?.len()) }))
        .collect()
}

/// The percentage of the quotations that the source with the most of them holds, rounded down.
fn largest_share(counted: &[&Evidence]) -> u32 {
    let mut by_source: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
    for line in counted {
        by_source.entry(line.source.as_str()).or_default().insert(line.coded.quotation.id);
    }
    let total: usize = by_source.values().map(BTreeSet::len).sum();
    let most = by_source.values().map(BTreeSet::len).max().unwrap_or(0);
    count((100 * most).checked_div(total).unwrap_or(0))
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
